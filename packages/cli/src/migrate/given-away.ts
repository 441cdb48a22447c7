import { bare, keyName } from '@heartwood/eslint-plugin/syntax';
import type { Node } from 'oxc-parser';
import { type Module, nodesBelow } from '../syntax/module.js';
import type { ModuleGraph } from '../syntax/module-graph.js';
import { lookUp, type Scope } from '../syntax/scope.js';
import { DIALECTS, type DialectName } from './dialect.js';
import { dialectOf, type Origin, originOf } from './origin.js';

/** A use of a logger that is no call of it, so that nothing can be rewritten by its arguments. */
export interface GivenAway {
  readonly node: Node;
  /** What somebody has to do. */
  readonly reason: string;
}

export interface GivenAwayOptions {
  readonly graph: ModuleGraph;
  /** Whether a logger stays with its library, and what is done with it may stay too. */
  readonly stays: (origin: Origin) => boolean;
  /** Whether a module is part of the run, so that its own calls are migrated. */
  readonly covers: (path: string) => boolean;
}

const CONSOLE = 'it is given away as a function; write (err) => log.error(…, { err })';
const DETACHED = 'it is given away as a function, which loses its logger; write (err) => logger.error(…, { err })';
const OF_REQUEST =
  'it is the logger of a request, by pino-http or Fastify; with requestLogger the application’s logger knows the request';
/** What frameworks call a request and its answer. */
const REQUESTS = new Set(['req', 'request', 'res', 'reply']);

/**
 * Finds what the rewriting of calls leaves: `.catch(logger.error)`, `const { info } = logger`, `pinoHttp({ logger })`, `req.log.info(…)`.
 */
export function givenAway(module: Module, options: GivenAwayOptions): readonly GivenAway[] {
  const found: GivenAway[] = [];
  const callees = new Set<Node>(module.calls.map(({ node }) => bare(node.callee)));
  const visit = (node: Node, outer: Scope): void => {
    const scope = module.scopeWithin(node, outer);
    const reason = reasonFor(node, callees.has(node), module, scope, options);
    if (reason !== undefined) found.push({ node, reason });
    for (const child of nodesBelow(node)) visit(child, scope);
  };
  visit(module.program, module.scope);
  for (const { node, scope } of module.calls) {
    const library = packageOf(node.callee, module, scope, options);
    if (library === undefined) continue;
    for (const argument of node.arguments.flatMap(valuesOf)) {
      if (libraryLogger(argument, module, scope, options) === undefined) continue;
      found.push({
        node,
        reason: `${library} is given the logger, which is Heartwood’s from now on; see whether it takes that`,
      });
    }
  }
  return found;
}

function reasonFor(
  node: Node,
  isCalled: boolean,
  module: Module,
  scope: Scope,
  options: GivenAwayOptions,
): string | undefined {
  if (node.type === 'VariableDeclarator' && node.id.type === 'ObjectPattern' && node.init) {
    const dialect = anyLogger(node.init, module, scope, options);
    const takes = node.id.properties.some(
      (one) => one.type === 'Property' && isMethod(keyName(one.key, one.computed), dialect),
    );
    return takes ? DETACHED : undefined;
  }
  if (node.type !== 'MemberExpression') return undefined;
  const method = keyName(node.property, node.computed);
  const { object } = node;
  if (!isCalled && object.type === 'Identifier' && object.name === 'console' && !module.scope.bindings.has('console'))
    return CONSOLE;
  if (isOfRequest(object) && isMethod(method, 'pino')) return OF_REQUEST;
  return !isCalled && isMethod(method, anyLogger(object, module, scope, options)) ? DETACHED : undefined;
}

/** The library of a logger that is not the console and does not stay as it is; Heartwood's own methods lose their logger as well. */
function anyLogger(node: Node, module: Module, scope: Scope, options: GivenAwayOptions): DialectName | undefined {
  const origin = originOf(node, module, scope, options.graph);
  return origin === undefined || origin.dialect === 'console' || options.stays(origin) ? undefined : origin.dialect;
}

/** The same for loggers of pino and winston that were made or given, which are Heartwood's when the run is over. */
function libraryLogger(node: Node, module: Module, scope: Scope, options: GivenAwayOptions): DialectName | undefined {
  const origin = originOf(node, module, scope, options.graph);
  if (origin === undefined || origin.global) return undefined;
  return (origin.dialect === 'pino' || origin.dialect === 'winston') && !options.stays(origin)
    ? origin.dialect
    : undefined;
}

const isMethod = (name: string | undefined, dialect: DialectName | undefined): boolean =>
  name !== undefined &&
  dialect !== undefined &&
  (DIALECTS[dialect].levels.has(name) || (dialect === 'winston' && name === 'log'));

/** `req.log` */
const isOfRequest = (node: Node): boolean =>
  node.type === 'MemberExpression' &&
  node.object.type === 'Identifier' &&
  REQUESTS.has(node.object.name) &&
  keyName(node.property, node.computed) === 'log';

/** The package a function comes from, when its module is not part of the run. */
function packageOf(callee: Node, module: Module, scope: Scope, options: GivenAwayOptions): string | undefined {
  let root = bare(callee);
  while (root.type === 'MemberExpression') root = bare(root.object);
  if (root.type !== 'Identifier') return undefined;
  const binding = lookUp(root.name, scope);
  if (binding?.kind !== 'import' || /^[.#/]/.test(binding.specifier) || dialectOf(binding.specifier) !== undefined)
    return undefined;
  const target = options.graph.follow(module, binding.specifier);
  return target !== undefined && options.covers(target.path) ? undefined : binding.specifier;
}

/** An argument, or the values of an object literal. */
function valuesOf(argument: Node): readonly Node[] {
  const node = bare(argument);
  if (node.type !== 'ObjectExpression') return [node];
  return node.properties.flatMap((one) => (one.type === 'Property' ? [one.value] : []));
}
