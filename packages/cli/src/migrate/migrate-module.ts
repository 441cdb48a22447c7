import { bare, keyName, spanOf, textOf } from '@heartwood/eslint-plugin/syntax';
import MagicString from 'magic-string';
import type { Node } from 'oxc-parser';
import { type Call, type Module, parseModule } from '../syntax/module.js';
import type { ModuleGraph } from '../syntax/module-graph.js';
import { lookUp } from '../syntax/scope.js';
import { rewriteCall } from './call.js';
import { type Creation, creationOf } from './creation.js';
import { givenAway } from './given-away.js';
import { addImports, dropUnused, type Needed, specifierTo } from './imports.js';
import { dialectOf, type Origin, originOf } from './origin.js';

/** What a module became. */
export interface Migrated {
  readonly before: string;
  readonly after: string;
  /** Calls that are log calls now. */
  readonly changed: number;
  readonly left: readonly Left[];
  /** It needs the module of the application's logger. */
  readonly needsLogger: boolean;
}

/** A call that was not changed, and why. */
export interface Left {
  readonly line: number;
  readonly code: string;
  readonly reason: string;
}

export interface MigrateOptions {
  readonly graph: ModuleGraph;
  /** Absolute path of the module that gives away the application's logger. */
  readonly loggerFile: string;
  /** What it is called there. */
  readonly loggerName: string;
  /** How it is imported; default: by its relative path. */
  readonly specifier: string | undefined;
  /** Whether a module is part of this run. */
  readonly covers: (path: string) => boolean;
}

/** Rounds after which a call within a call within a call is left to the next run. */
const ROUNDS = 6;

const PROVISIONAL = 'createHeartwoodLogger';

/** Rewrites the log calls of a module. Its text is untouched where nothing was understood. */
export function migrateModule(original: Module, options: MigrateOptions): Migrated {
  const left = new Map<string, Left>();
  let module = original;
  let changed = 0;
  let needsLogger = false;
  // A call inside another one is rewritten first, then the outer one in the next round.
  for (let round = 0; round < ROUNDS; round++) {
    const step = new Step(module, options);
    const { text, count, needed } = step.run();
    // What is left stays left in later rounds; the line is that of the file as it was.
    for (const one of step.left) {
      const key = `${one.code}\0${one.reason}`;
      if (round === 0) left.set(`${key}\0${one.line}`, one);
      else if (![...left.values()].some(({ code, reason }) => code === one.code && reason === one.reason))
        left.set(key, one);
    }
    if (count === 0) break;
    changed += count;
    needsLogger ||= needed.some(({ name, specifier }) => name === options.loggerName && specifier !== '@heartwood/log');
    module = withImports(parseModule(module.path, text), needed);
  }
  return { before: original.text, after: module.text, changed, left: [...left.values()], needsLogger };
}

/** The module with the imports it needs, and without those of other libraries it no longer does. */
function withImports(module: Module, needed: readonly Needed[]): Module {
  const freed = new MagicString(module.text);
  dropUnused(freed, module);
  let next = parseModule(module.path, freed.toString());
  const plain = !next.scope.bindings.has('createLogger');
  if (plain) next = parseModule(module.path, next.text.replaceAll(PROVISIONAL, 'createLogger'));
  const wanted = needed.map((one) => (plain && one.local === PROVISIONAL ? { ...one, local: 'createLogger' } : one));
  const code = new MagicString(next.text);
  addImports(
    code,
    next,
    wanted.filter(({ local }) => !next.scope.bindings.has(local)),
  );
  return parseModule(module.path, code.toString());
}

/** One pass over a module. */
class Step {
  readonly left: Left[] = [];
  readonly #module: Module;
  readonly #options: MigrateOptions;
  readonly #needed: Needed[] = [];
  readonly #code: MagicString;
  #count = 0;

  constructor(module: Module, options: MigrateOptions) {
    this.#module = module;
    this.#options = options;
    this.#code = new MagicString(module.text);
  }

  run(): { text: string; count: number; needed: readonly Needed[] } {
    this.#types();
    const done: Node[] = [];
    // Inner calls end before outer ones.
    for (const call of [...this.#module.calls].sort((a, b) => a.node.end - b.node.end)) {
      // In the order of their ends, what is inside a call comes right before it.
      if ((done.at(-1)?.start ?? -1) >= call.node.start) continue;
      if (this.#call(call)) done.push(call.node);
    }
    this.#handedOn();
    return { text: this.#code.toString(), count: this.#count, needed: this.#needed };
  }

  /** @returns true when the call was changed */
  #call(call: Call): boolean {
    const { node, scope } = call;
    const callee = bare(node.callee);
    const { graph } = this.#options;
    const made = originOf(node, this.#module, scope, graph);
    if (made?.made?.node === node && (made.dialect === 'pino' || made.dialect === 'winston'))
      return this.#creation(call, made.dialect);
    if (callee.type !== 'MemberExpression') return false;
    const method = keyName(callee.property, callee.computed);
    const origin = originOf(callee.object, this.#module, scope, graph);
    if (origin === undefined || method === undefined) return false;
    const unable = this.#whyNot(origin);
    const logger =
      origin.global && unable === undefined ? this.#logger(call) : textOf(callee.object, this.#module.text);
    const rewritten = rewriteCall(node, method, origin.dialect, logger, this.#module.text);
    if (rewritten === undefined) return false;
    const reason =
      unable ??
      ('reason' in rewritten ? rewritten.reason : this.#hasComment(node) ? 'it has a comment inside' : undefined);
    if (reason !== undefined || !('code' in rewritten)) {
      this.#leave(node, reason ?? 'it is not understood');
      return false;
    }
    if (origin.global) this.#need(call, logger);
    this.#code.overwrite(node.start, node.end, rewritten.code);
    this.#count++;
    return true;
  }

  #creation({ node }: Call, dialect: 'pino' | 'winston'): boolean {
    const creation = this.#creationOf(node, dialect, this.#module.text);
    if ('reason' in creation) {
      this.#leave(node, creation.reason);
      return false;
    }
    const local = this.#factory();
    if (this.#needed.every((one) => one.local !== local)) {
      this.#needed.push({ name: 'createLogger', local, specifier: '@heartwood/log' });
    }
    this.#code.overwrite(node.start, node.end, creation.code);
    this.#count++;
    return true;
  }

  #creationOf(node: Parameters<typeof creationOf>[0], dialect: 'pino' | 'winston', text: string): Creation {
    return creationOf(node, dialect, text, this.#factory());
  }

  /** What `createLogger` is called while winston's is still imported under that name. */
  #factory(): string {
    const binding = this.#module.scope.bindings.get('createLogger');
    return binding !== undefined && !(binding.kind === 'import' && dialectOf(binding.specifier) === 'heartwood')
      ? PROVISIONAL
      : 'createLogger';
  }

  /** Why calls of a logger must stay: it stays itself. */
  #whyNot({ made, dialect }: Origin): string | undefined {
    if (made === undefined || (dialect !== 'pino' && dialect !== 'winston')) return undefined;
    const place = `${made.module.path.split(/[\\/]/).slice(-2).join('/')}:${made.module.lineAt(made.node.start)}`;
    if (made.module.path !== this.#module.path && !this.#options.covers(made.module.path))
      return `its logger is made in ${place}, which is not part of this run`;
    return 'reason' in this.#creationOf(made.node, dialect, made.module.text)
      ? `its logger, ${place}, is left`
      : undefined;
  }

  /** What the application's logger is called at a place: a Heartwood logger of the file, or the one to be imported. */
  #logger(call: Call): string {
    const { loggerName } = this.#options;
    const binding = lookUp(loggerName, call.scope);
    const wanted = this.#needed.find(({ name }) => name === loggerName);
    if (binding === undefined) return wanted?.local ?? this.#free(loggerName);
    const known = originOf(
      { type: 'Identifier', name: loggerName, start: 0, end: 0 },
      this.#module,
      call.scope,
      this.#options.graph,
    );
    return known?.dialect === 'heartwood' || (binding.kind === 'import' && this.#isLoggerFile(binding.specifier))
      ? loggerName
      : (wanted?.local ?? this.#free(loggerName));
  }

  #isLoggerFile(specifier: string): boolean {
    return specifier === (this.#options.specifier ?? specifierTo(this.#options.loggerFile, this.#module));
  }

  /** A name nothing in the file has. */
  #free(name: string): string {
    const bound = this.#module.calls.some(({ scope }) => lookUp(name, scope) !== undefined);
    if (!bound) return name;
    const taken = new Set([...this.#module.text.matchAll(/[\w$]+/g)].map(([word]) => word));
    for (let local = `application${name.charAt(0).toUpperCase()}${name.slice(1)}`; ; local += '_')
      if (!taken.has(local)) return local;
  }

  #need(call: Call, local: string): void {
    const { loggerName: name, loggerFile, specifier } = this.#options;
    if (this.#module.path === loggerFile || lookUp(local, call.scope) !== undefined) return;
    if (this.#needed.some((one) => one.local === local)) return;
    this.#needed.push({ name, local, specifier: specifier ?? specifierTo(loggerFile, this.#module) });
  }

  /** `import type { Logger } from 'pino'` is Heartwood's `Logger` from now on. */
  #types(): void {
    for (const node of this.#module.program.body) {
      if (node.type !== 'ImportDeclaration' || node.specifiers.length !== 1) continue;
      const [only] = node.specifiers;
      const dialect = dialectOf(node.source.value);
      if (dialect !== 'pino' && dialect !== 'winston') continue;
      if (only?.type !== 'ImportSpecifier' || keyName(only.imported, false) !== 'Logger') continue;
      this.#code.overwrite(node.source.start, node.source.end, "'@heartwood/log'");
      this.#count++;
    }
  }

  #handedOn(): void {
    const { graph, covers } = this.#options;
    const stays = (origin: Origin): boolean => this.#whyNot(origin) !== undefined;
    for (const { node, reason } of givenAway(this.#module, { graph, covers, stays })) this.#leave(node, reason);
  }

  #hasComment(node: Node): boolean {
    const [start, end] = spanOf(node);
    return this.#module.comments.some((comment) => comment.start >= start && comment.end <= end);
  }

  #leave(node: Node, reason: string): void {
    const code = textOf(node, this.#module.text).replace(/\s+/g, ' ');
    this.left.push({
      line: this.#module.lineAt(node.start),
      code: code.length > 80 ? `${code.slice(0, 79)}…` : code,
      reason,
    });
  }
}
