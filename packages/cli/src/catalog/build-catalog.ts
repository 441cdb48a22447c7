import { bare, EMITTING, keyName, LOG_LEVELS, lastName, spanOf, staticText } from '@heartwood/eslint-plugin/syntax';
import type { Node } from 'oxc-parser';
import type { Call, Module } from '../syntax/module.js';
import type { ModuleGraph } from '../syntax/module-graph.js';
import { shownPath } from '../syntax/source-files.js';
import { describeType } from './describe-type.js';
import type { CallSite, Catalog, CatalogType, FreeFormCall, Place, Unresolved } from './entry.js';
import { Evaluator } from './evaluate.js';
import { LIBRARY } from './library.js';
import { isLogger } from './logger.js';
import { byPlace, grouped, inOrder } from './order.js';
import { possible, type TypeValue, type Value } from './value.js';
import { Wrappers } from './wrappers.js';

interface FoundType {
  readonly type: TypeValue;
  readonly calls: CallSite[];
  readonly passedOn: CallSite[];
}

/**
 * Reads a program and lists everything it logs (L4).
 *
 * @param paths absolute paths of its files
 * @param directory what places are relative to
 */
export function buildCatalog(paths: readonly string[], directory: string, graph: ModuleGraph): Catalog {
  return new Builder(directory, graph).build(paths);
}

class Builder {
  readonly #directory: string;
  readonly #graph: ModuleGraph;
  readonly #evaluator: Evaluator;
  readonly #wrappers = new Wrappers();
  readonly #types = new Map<string, FoundType>();
  readonly #freeForm: FreeFormCall[] = [];
  readonly #unresolved: Unresolved[] = [];

  constructor(directory: string, graph: ModuleGraph) {
    this.#directory = directory;
    this.#graph = graph;
    this.#evaluator = new Evaluator(graph);
  }

  build(paths: readonly string[]): Catalog {
    const modules = paths.map((path) => this.#graph.module(path));
    for (const module of modules) {
      if (module.problem === undefined) continue;
      this.#unresolved.push({
        file: shownPath(module.path, this.#directory),
        line: 1,
        within: '',
        code: '',
        reason: `the file cannot be read: ${module.problem}`,
      });
    }
    const calls = modules.flatMap((module) => module.calls.map((call) => ({ call, module })));
    for (const one of calls) this.#declaration(one.call, one.module);
    this.#findWrappers(calls, modules);
    for (const one of calls) this.#site(one.call, one.module);
    return this.#result(paths.length);
  }

  /** Declarations at the top of a module, those made by a function of the application included. */
  #declaration(call: Call, module: Module): void {
    const callee = bare(call.node.callee);
    if (callee.type !== 'Identifier' && callee.type !== 'MemberExpression') return;
    const target = this.#evaluator.evaluate(callee, module, call.scope);
    const declares = target.kind === 'library' && target.name === 'entryType';
    if (!declares && (target.kind !== 'function' || call.scope !== module.scope)) return;
    const value = this.#evaluator.evaluate(call.node, module, call.scope);
    for (const type of possible(value)) {
      if (type.kind !== 'type') continue;
      // The name is a parameter of a function that declares types: its calls are the declarations.
      if (declares && type.name.kind === 'parameter') continue;
      this.#found(type);
    }
  }

  #found(type: TypeValue): FoundType {
    const known = this.#types.get(type.key);
    if (known !== undefined) return known;
    const found: FoundType = { type: { ...type, level: undefined }, calls: [], passedOn: [] };
    this.#types.set(type.key, found);
    return found;
  }

  /** A function that forwards a parameter to a logger is a logger itself; so is one that forwards to it, and so on. */
  #findWrappers(calls: readonly { call: Call; module: Module }[], modules: readonly Module[]): void {
    for (let news = true; news; ) {
      news = false;
      for (const { call, module } of calls) {
        for (const { value } of this.#typesGiven(call, module)) {
          for (const one of possible(value)) if (one.kind === 'parameter') news = this.#wrappers.add(one) || news;
        }
      }
      if (news) {
        const members = modules.flatMap((module) => module.members.map((member) => ({ member, module })));
        this.#wrappers.nameMembers(members, this.#evaluator);
      }
    }
  }

  /** The arguments of a call that are entry types if it logs, and the wrapper it goes through. */
  #typesGiven(call: Call, module: Module): { value: Value; node: Node; via: string | undefined; direct: boolean }[] {
    const callee = bare(call.node.callee);
    const method = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : undefined;
    const args = call.node.arguments;
    const given = (index: number): Value | undefined => {
      const node = args[index];
      if (node === undefined || args.slice(0, index + 1).some((one) => one.type === 'SpreadElement')) return undefined;
      return this.#evaluator.evaluate(node, module, call.scope);
    };
    const found: { value: Value; node: Node; via: string | undefined; direct: boolean }[] = [];
    if (method !== undefined && EMITTING.has(method)) {
      const value = given(0);
      if (value !== undefined) found.push({ value, node: args[0] ?? call.node, via: undefined, direct: true });
    }
    if (!this.#wrappers.some) return found;
    const target =
      callee.type === 'Identifier' || callee.type === 'MemberExpression' || callee.type === 'CallExpression'
        ? this.#evaluator.evaluate(callee, module, call.scope)
        : undefined;
    // A method that was taken out of something given: `({ emit }) => emit(…)`.
    const taken = target?.kind === 'parameter' ? target.steps.at(-1) : undefined;
    const forwarded =
      target?.kind === 'function'
        ? this.#wrappers.of(target.node)
        : this.#wrappers.named(typeof taken === 'string' ? taken : (method ?? ''));
    for (const { index, steps } of forwarded) {
      let value = given(index);
      for (const step of steps) {
        if (value?.kind === 'parameter') value = { ...value, steps: [...value.steps, step] };
        else value = value?.kind === 'object' ? value.members.get(String(step)) : undefined;
      }
      if (value !== undefined)
        found.push({ value, node: args[index] ?? call.node, via: lastName(callee) ?? 'a function', direct: false });
    }
    return found;
  }

  #site(call: Call, module: Module): void {
    const place = this.#place(call, module);
    const callee = bare(call.node.callee);
    const method = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : undefined;
    const given = this.#typesGiven(call, module);
    let understood = false;
    for (const { value, via } of given) {
      for (const one of possible(value)) {
        if (one.kind === 'parameter') understood = true;
        if (one.kind !== 'type') continue;
        understood = true;
        const found = this.#found(one);
        found.calls.push({
          ...place,
          ...(via === undefined ? {} : { via }),
          ...(one.level === undefined ? {} : { level: one.level }),
        });
      }
    }
    if (understood) return;
    this.#passedOn(call, module, place);
    if (callee.type !== 'MemberExpression' || method === undefined) return;
    if (!EMITTING.has(method) && !LOG_LEVELS.has(method)) return;
    const [first] = call.node.arguments;
    if (first === undefined || !isLogger(callee.object, module, call.scope, this.#evaluator)) return;
    if (LOG_LEVELS.has(method)) this.#freeForm.push({ ...place, method, ...this.#message(first, module) });
    else if (method !== 'emit' && bare(first).type === 'ObjectExpression') {
      const action = this.#evaluator.evaluate(first, module, call.scope);
      const text = action.kind === 'object' ? action.members.get('action') : undefined;
      const constant = text?.kind === 'constant' && typeof text.value === 'string';
      this.#freeForm.push({
        ...place,
        method,
        message: constant ? String(text.value) : this.#code(first, module),
        constant,
      });
    } else {
      this.#unresolved.push({
        ...place,
        code: this.#code(call.node, module),
        reason: 'the entry type cannot be followed',
      });
    }
  }

  /** Types that are given to anything else: no call site, but no proof of being unused either. */
  #passedOn(call: Call, module: Module, place: CallSite): void {
    const target = this.#evaluator.evaluate(call.node.callee, module, call.scope);
    if (target.kind === 'library') return;
    for (const argument of call.node.arguments) {
      const node = bare(argument);
      if (node.type !== 'Identifier' && node.type !== 'MemberExpression') continue;
      for (const value of possible(this.#evaluator.evaluate(node, module, call.scope))) {
        if (value.kind === 'type')
          this.#found(value).passedOn.push({ ...place, via: lastName(bare(call.node.callee)) ?? 'a function' });
      }
    }
  }

  /** Where a type is declared; those of the library are declared by it, wherever it is installed. */
  #declared({ module, node }: TypeValue): Place {
    if (this.#graph.packageName(module) === LIBRARY) return { file: LIBRARY, line: 0 };
    return { file: shownPath(module.path, this.#directory), line: module.lineAt(node.start) };
  }

  #message(node: Node, module: Module): { message: string; constant: boolean } {
    const text = staticText(node);
    return text === undefined
      ? { message: this.#code(node, module), constant: false }
      : { message: text, constant: true };
  }

  #place(call: Call, module: Module): CallSite {
    return { file: shownPath(module.path, this.#directory), line: module.lineAt(call.node.start), within: call.within };
  }

  #code(node: Node, module: Module): string {
    const code = module.text.slice(...spanOf(node)).replace(/\s+/g, ' ');
    return code.length > 100 ? `${code.slice(0, 99)}…` : code;
  }

  #result(files: number): Catalog {
    const types: CatalogType[] = [];
    for (const { type, calls, passedOn } of this.#types.values()) {
      const declared = this.#declared(type);
      const described = describeType(type);
      const code = this.#code(type.node, type.module);
      if ('reason' in described) {
        this.#unresolved.push({ ...declared, within: '', code, reason: described.reason });
        continue;
      }
      const { incomplete, ...rest } = described;
      if (incomplete)
        this.#unresolved.push({
          ...declared,
          within: '',
          code: described.name,
          reason: 'a part of the definition cannot be followed',
        });
      types.push({ ...rest, declared, calls: [...calls].sort(byPlace), passedOn: [...passedOn].sort(byPlace) });
    }
    types.sort((a, b) => inOrder(a.name, b.name) || byPlace(a.declared, b.declared));
    return {
      types,
      freeForm: this.#freeForm.sort(byPlace),
      unresolved: this.#unresolved.sort(byPlace),
      duplicates: grouped(types, ({ name }) => name)
        .filter(([, list]) => list.length > 1)
        .map(([name, list]) => ({ name, places: list.map(({ declared }) => declared) })),
      files,
    };
  }
}
