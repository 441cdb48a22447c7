import { bare, keyName, staticText } from '@heartwood/eslint-plugin/syntax';
import type { CallExpression, Node } from 'oxc-parser';
import type { Module } from '../syntax/module.js';
import type { ModuleGraph } from '../syntax/module-graph.js';
import { type Binding, lookUp, type Scope } from '../syntax/scope.js';
import type { DialectName } from './dialect.js';

/** Where a logger comes from. */
export interface Origin {
  readonly dialect: DialectName;
  /** The call that makes it, and where; `undefined` for what is there by itself, as `console` and `winston` are, or is given by a type. */
  readonly made: { readonly node: CallExpression; readonly module: Module } | undefined;
  /** It is there by itself, so that a call needs another logger. */
  readonly global: boolean;
}

const CONSOLE: Origin = { dialect: 'console', made: undefined, global: true };
/** Names followed from one to the next before giving up. */
const DEPTH = 12;

/** The library of a package. */
export function dialectOf(specifier: string): DialectName | undefined {
  if (specifier === 'pino' || specifier === 'winston') return specifier;
  return specifier === '@heartwood/log' || specifier.startsWith('@heartwood/log/') ? 'heartwood' : undefined;
}

/** Follows a logger to its library; `undefined` when it has none of these. */
export function originOf(
  expression: Node,
  module: Module,
  scope: Scope,
  graph: ModuleGraph,
  depth = 0,
): Origin | undefined {
  if (depth > DEPTH) return undefined;
  const node = bare(expression);
  switch (node.type) {
    case 'Identifier': {
      const binding = lookUp(node.name, scope);
      if (binding === undefined) return node.name === 'console' ? CONSOLE : undefined;
      return ofBinding(binding, module, graph, depth);
    }
    case 'CallExpression': {
      const callee = bare(node.callee);
      const factory = libraryOf(callee, module, scope);
      const name = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : undefined;
      if (factory !== undefined && makesLogger(factory, callee, scope))
        return { dialect: factory, made: { node, module }, global: false };
      if (callee.type === 'MemberExpression' && (name === 'child' || name === 'named'))
        return originOf(callee.object, module, scope, graph, depth + 1);
      return undefined;
    }
    case 'MemberExpression': {
      const name = keyName(node.property, node.computed);
      if (node.object.type === 'ThisExpression' && name !== undefined) return ofMember(name, module, graph, depth);
      if (node.object.type !== 'Identifier' || name === undefined) return undefined;
      const binding = lookUp(node.object.name, scope);
      if (binding?.kind !== 'import' || binding.imported !== '*') return undefined;
      const target = graph.follow(module, binding.specifier);
      return target === undefined ? undefined : ofExport(target, name, graph, depth + 1);
    }
    default:
      return undefined;
  }
}

function ofBinding(binding: Binding, module: Module, graph: ModuleGraph, depth: number): Origin | undefined {
  if (binding.kind === 'variable' && binding.init !== null && binding.steps.length === 0) {
    const library = requiredIn(binding.init);
    if (library === 'winston') return { dialect: 'winston', made: undefined, global: true };
    return originOf(binding.init, module, binding.scope, graph, depth + 1);
  }
  if (binding.kind === 'parameter' && binding.typeName !== undefined) return ofType(binding.typeName, module);
  if (binding.kind !== 'import') return undefined;
  // winston's module is a logger itself.
  if (binding.specifier === 'winston' && (binding.imported === 'default' || binding.imported === '*'))
    return { dialect: 'winston', made: undefined, global: true };
  if (dialectOf(binding.specifier) !== undefined) return undefined;
  const target = graph.follow(module, binding.specifier);
  return target === undefined ? undefined : ofExport(target, binding.imported, graph, depth + 1);
}

function ofExport(module: Module, name: string, graph: ModuleGraph, depth: number): Origin | undefined {
  if (depth > DEPTH) return undefined;
  const found = module.exports.get(name);
  if (found?.kind === 'local') {
    const binding = lookUp(found.name, module.scope);
    return binding === undefined ? undefined : ofBinding(binding, module, graph, depth + 1);
  }
  if (found?.kind === 'expression') return originOf(found.node, module, module.scope, graph, depth + 1);
  const from =
    found === undefined
      ? name === 'default'
        ? []
        : module.stars.map((specifier) => ({ specifier, imported: name }))
      : [found];
  for (const { specifier, imported } of from) {
    const target = graph.follow(module, specifier);
    const origin = target === undefined ? undefined : ofExport(target, imported, graph, depth + 1);
    if (origin !== undefined) return origin;
  }
  return undefined;
}

/** A parameter or member whose type is `Logger` of a library. */
function ofType(name: string, module: Module): Origin | undefined {
  const binding = module.scope.bindings.get(name);
  if (binding?.kind !== 'import' || binding.imported !== 'Logger') return undefined;
  const dialect = dialectOf(binding.specifier);
  return dialect === undefined ? undefined : { dialect, made: undefined, global: false };
}

/** `this.logger`: by the type of the member or of the constructor's parameter, else by its value. */
function ofMember(name: string, module: Module, graph: ModuleGraph, depth: number): Origin | undefined {
  const field = module.fields.get(name);
  if (field === undefined) return undefined;
  const typed = field.typeName === undefined ? undefined : ofType(field.typeName, module);
  if (typed !== undefined || field.value === undefined) return typed;
  return originOf(field.value, module, field.scope, graph, depth + 1);
}

/** The library a callee belongs to: `pino`, `winston.createLogger`, `require('pino')`. */
function libraryOf(callee: Node, module: Module, scope: Scope): DialectName | undefined {
  const node = bare(callee);
  if (node.type === 'MemberExpression') return libraryOf(node.object, module, scope);
  if (node.type === 'CallExpression') return requiredIn(node);
  if (node.type !== 'Identifier') return undefined;
  const binding = lookUp(node.name, scope);
  if (binding?.kind === 'import') return dialectOf(binding.specifier);
  return binding?.kind === 'variable' && binding.init !== null ? requiredIn(binding.init) : undefined;
}

function makesLogger(library: DialectName, callee: Node, scope: Scope): boolean {
  if (callee.type === 'MemberExpression') {
    const name = keyName(callee.property, callee.computed);
    return name === 'createLogger' || (library === 'pino' && (name === 'pino' || name === 'default'));
  }
  if (callee.type !== 'Identifier') return library === 'pino';
  const binding = lookUp(callee.name, scope);
  const imported =
    binding?.kind === 'import'
      ? binding.imported
      : binding?.kind === 'variable'
        ? String(binding.steps.at(-1) ?? 'default')
        : '';
  return library === 'pino'
    ? imported === 'default' || imported === 'pino' || imported === '*'
    : imported === 'createLogger';
}

/** The library in `require('pino')`. */
function requiredIn(init: Node): DialectName | undefined {
  const node = bare(init);
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'require')
    return undefined;
  const [argument] = node.arguments;
  return argument === undefined ? undefined : dialectOf(staticText(argument) ?? '');
}
