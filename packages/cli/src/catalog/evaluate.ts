import { bare, keyName, staticText } from '@heartwood/eslint-plugin/syntax';
import type { Node } from 'oxc-parser';
import { type Module, nodesBelow } from '../syntax/module.js';
import type { ModuleGraph } from '../syntax/module-graph.js';
import { type Binding, lookUp, type Scope, type Step } from '../syntax/scope.js';
import { isLibrary, libraryCall, libraryMember, PRIMITIVES } from './library.js';
import { constant, oneOf, UNKNOWN, type Value } from './value.js';

/** Expressions within expressions that are followed before giving up. */
const DEPTH = 40;

/** Arguments of the functions that are being looked into, the innermost last. */
interface Frame {
  readonly fn: Node;
  readonly args: readonly Value[];
  /** The call that was written, for what is declared inside. */
  readonly site: { readonly node: Node; readonly module: Module };
}

/**
 * Says what expressions are without running them: constants, object literals, aliases, imports, re-exports, namespaces, destructuring, and
 * calls of functions whose result is one of these.
 */
export class Evaluator {
  readonly #graph: ModuleGraph;
  readonly #known = new WeakMap<Node, Value>();
  readonly #open = new Set<Node>();

  constructor(graph: ModuleGraph) {
    this.#graph = graph;
  }

  /** What an expression is. */
  evaluate(expression: Node, module: Module, scope: Scope, frames: readonly Frame[] = []): Value {
    const node = bare(expression);
    const known = frames.length === 0 ? this.#known.get(node) : undefined;
    if (known !== undefined) return known;
    // A value that depends on itself is known to nobody.
    if (this.#open.has(node) || this.#open.size > DEPTH) return UNKNOWN;
    this.#open.add(node);
    try {
      const value = this.#evaluate(node, module, scope, frames);
      if (frames.length === 0) this.#known.set(node, value);
      return value;
    } finally {
      this.#open.delete(node);
    }
  }

  /** What a module exports under a name; `undefined` when it does not. */
  exported(module: Module, name: string, seen: ReadonlySet<Module> = new Set()): Value | undefined {
    if (seen.has(module)) return undefined;
    const found = module.exports.get(name);
    if (found?.kind === 'local') return this.#binding(lookUp(found.name, module.scope), module, []);
    if (found?.kind === 'expression') return this.evaluate(found.node, module, module.scope);
    if (found?.kind === 'from') return this.#imported(module, found.specifier, found.imported);
    for (const specifier of name === 'default' ? [] : module.stars) {
      if (isLibrary(module, specifier, this.#graph) && PRIMITIVES.has(name)) return { kind: 'library', name };
      const target = this.#graph.follow(module, specifier);
      const value = target === undefined ? undefined : this.exported(target, name, new Set([...seen, module]));
      if (value !== undefined) return value;
    }
    return undefined;
  }

  #evaluate(node: Node, module: Module, scope: Scope, frames: readonly Frame[]): Value {
    const text = staticText(node);
    if (text !== undefined) return constant(text);
    switch (node.type) {
      case 'Literal':
        return typeof node.value === 'number' || typeof node.value === 'boolean' || node.value === null
          ? constant(node.value)
          : UNKNOWN;
      case 'TemplateLiteral':
        return this.#template(node, module, scope, frames);
      case 'Identifier':
        if (node.name === 'undefined') return constant(undefined);
        return this.#binding(lookUp(node.name, scope), module, frames);
      case 'ConditionalExpression':
        return oneOf([node.consequent, node.alternate].map((side) => this.evaluate(side, module, scope, frames)));
      case 'LogicalExpression':
        return oneOf([node.left, node.right].map((side) => this.evaluate(side, module, scope, frames)));
      case 'AwaitExpression':
        return this.evaluate(node.argument, module, scope, frames);
      case 'ObjectExpression':
        return this.#object(node, module, scope, frames);
      case 'ArrayExpression':
        return {
          kind: 'array',
          items: node.elements.map((item) =>
            item === null || item.type === 'SpreadElement' ? UNKNOWN : this.evaluate(item, module, scope, frames),
          ),
        };
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        return { kind: 'function', node, module };
      case 'MemberExpression': {
        const object = this.evaluate(node.object, module, scope, frames);
        const key = keyName(node.property, node.computed);
        // An unknown key can be any of the members.
        if (key === undefined)
          return object.kind === 'object'
            ? oneOf([...object.members.values()])
            : object.kind === 'array'
              ? oneOf(object.items)
              : UNKNOWN;
        return this.#step(object, key);
      }
      case 'CallExpression':
        return this.#call(node, module, scope, frames);
      default:
        return UNKNOWN;
    }
  }

  #binding(binding: Binding | undefined, module: Module, frames: readonly Frame[]): Value {
    if (binding === undefined) return UNKNOWN;
    switch (binding.kind) {
      case 'import':
        return this.#imported(module, binding.specifier, binding.imported);
      case 'function':
        return { kind: 'function', node: binding.node, module };
      case 'parameter': {
        const frame = frames.findLast((one) => one.fn === binding.fn);
        const given = frame?.args[binding.index];
        if (given !== undefined) return this.#steps(given, binding.steps);
        return { ...binding, module };
      }
      case 'variable':
        return binding.init === null
          ? UNKNOWN
          : this.#steps(this.evaluate(binding.init, module, binding.scope, frames), binding.steps);
      default:
        return UNKNOWN;
    }
  }

  #imported(module: Module, specifier: string, imported: string): Value {
    if (isLibrary(module, specifier, this.#graph) && PRIMITIVES.has(imported))
      return { kind: 'library', name: imported };
    const target = this.#graph.follow(module, specifier);
    if (imported === '*') return { kind: 'namespace', module: target, specifier };
    if (target === undefined) return { kind: 'foreign', specifier };
    return this.exported(target, imported) ?? { kind: 'foreign', specifier };
  }

  #steps(value: Value, steps: readonly Step[]): Value {
    return steps.reduce<Value>((at, step) => this.#step(at, step), value);
  }

  #step(value: Value, step: Step): Value {
    switch (value.kind) {
      case 'object':
        return value.members.get(String(step)) ?? UNKNOWN;
      case 'array':
        return value.items[Number(step)] ?? UNKNOWN;
      case 'one-of':
        return oneOf(value.values.map((one) => this.#step(one, step)));
      case 'parameter':
        return { ...value, steps: [...value.steps, step], typeName: undefined };
      case 'namespace': {
        if (value.module === undefined) return { kind: 'foreign', specifier: value.specifier };
        return (
          this.exported(value.module, String(step)) ??
          (PRIMITIVES.has(String(step)) && isLibrary(value.module, value.specifier, this.#graph)
            ? { kind: 'library', name: String(step) }
            : UNKNOWN)
        );
      }
      case 'library':
        return libraryMember(value.name, String(step));
      case 'foreign':
        return { kind: 'foreign', specifier: value.specifier };
      default:
        return UNKNOWN;
    }
  }

  #template(
    node: Extract<Node, { type: 'TemplateLiteral' }>,
    module: Module,
    scope: Scope,
    frames: readonly Frame[],
  ): Value {
    let text = node.quasis[0]?.value.cooked ?? '';
    for (const [index, expression] of node.expressions.entries()) {
      const value = this.evaluate(expression, module, scope, frames);
      if (value.kind !== 'constant') return UNKNOWN;
      text += String(value.value) + (node.quasis[index + 1]?.value.cooked ?? '');
    }
    return constant(text);
  }

  #object(
    node: Extract<Node, { type: 'ObjectExpression' }>,
    module: Module,
    scope: Scope,
    frames: readonly Frame[],
  ): Value {
    const members = new Map<string, Value>();
    let complete = true;
    for (const property of node.properties) {
      if (property.type === 'SpreadElement') {
        const spread = this.evaluate(property.argument, module, scope, frames);
        if (spread.kind === 'object') for (const [name, value] of spread.members) members.set(name, value);
        complete &&= spread.kind === 'object' && spread.complete;
        continue;
      }
      const key = keyName(property.key, property.computed);
      if (key === undefined) complete = false;
      else members.set(key, this.evaluate(property.value, module, scope, frames));
    }
    return { kind: 'object', members, complete };
  }

  #call(
    node: Extract<Node, { type: 'CallExpression' }>,
    module: Module,
    scope: Scope,
    frames: readonly Frame[],
  ): Value {
    const args = (): Value[] =>
      node.arguments.map((one) => (one.type === 'SpreadElement' ? UNKNOWN : this.evaluate(one, module, scope, frames)));
    const callee = bare(node.callee);
    if (callee.type === 'MemberExpression') {
      const method = keyName(callee.property, callee.computed);
      if (method === 'freeze' && callee.object.type === 'Identifier' && callee.object.name === 'Object')
        return args()[0] ?? UNKNOWN;
      if (method === 'child' || method === 'named') {
        return this.evaluate(callee.object, module, scope, frames).kind === 'logger' ? { kind: 'logger' } : UNKNOWN;
      }
    }
    const target = this.evaluate(callee, module, scope, frames);
    const site = frames[0]?.site ?? { node, module };
    if (target.kind === 'library') return libraryCall(target.name, args(), node, site);
    if (target.kind === 'foreign') {
      const on = callee.type === 'MemberExpression' ? this.evaluate(callee.object, module, scope, frames) : undefined;
      const method = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : undefined;
      const name = method ?? (callee.type === 'Identifier' ? callee.name : '?');
      return { kind: 'foreign', specifier: target.specifier, call: { method: name, on, args } };
    }
    if (target.kind !== 'function' || frames.some((frame) => frame.fn === target.node)) return UNKNOWN;
    return this.#result(target.node, target.module, [...frames, { fn: target.node, args: args(), site }]);
  }

  /** What a function returns. */
  #result(fn: Node, module: Module, frames: readonly Frame[]): Value {
    const scope = module.scopeOf(fn);
    if (!('body' in fn) || fn.body === null || typeof fn.body !== 'object' || !('type' in fn.body)) return UNKNOWN;
    const { body } = fn;
    if (fn.type === 'ArrowFunctionExpression' && fn.body.type !== 'BlockStatement')
      return this.evaluate(fn.body, module, scope, frames);
    const results: Value[] = [];
    const visit = (node: Node): void => {
      if (node.type === 'ReturnStatement' && node.argument)
        results.push(this.evaluate(node.argument, module, scope, frames));
      else if (!/Function|^Class/.test(node.type)) for (const child of nodesBelow(node)) visit(child);
    };
    if ('body' in body && Array.isArray(body.body)) for (const statement of body.body) visit(statement);
    return results.length === 0 ? UNKNOWN : oneOf(results);
  }
}
