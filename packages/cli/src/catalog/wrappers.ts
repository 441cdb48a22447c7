import type { Node } from 'oxc-parser';
import type { Member, Module } from '../syntax/module.js';
import type { Step } from '../syntax/scope.js';
import type { Evaluator } from './evaluate.js';
import type { Value } from './value.js';

/** A parameter of a function that ends in a log call: which one, and where in it the type is. */
export interface Forwarded {
  readonly index: number;
  readonly steps: readonly Step[];
}

type Parameter = Extract<Value, { kind: 'parameter' }>;

/** Functions of the application that hand an entry type on to a logger, found one after the other. */
export class Wrappers {
  readonly #forwarded = new Map<Node, Forwarded[]>();
  readonly #byName = new Map<string, Forwarded[]>();

  /**
   * Notes that a parameter reaches a log call.
   *
   * @returns true when that is news
   */
  add({ fn, index, steps }: Parameter): boolean {
    const known = this.#forwarded.get(fn) ?? [];
    if (known.some((one) => one.index === index && one.steps.join() === steps.join())) return false;
    this.#forwarded.set(fn, [...known, { index, steps }]);
    return true;
  }

  /** What a function hands on. */
  of(fn: Node): readonly Forwarded[] {
    return this.#forwarded.get(fn) ?? [];
  }

  /** What methods of this name hand on, for calls whose object is known to nobody. */
  named(name: string): readonly Forwarded[] {
    return this.#byName.get(name) ?? [];
  }

  get some(): boolean {
    return this.#forwarded.size > 0;
  }

  /** Finds the names under which members of objects and classes are wrappers. */
  nameMembers(members: readonly { readonly member: Member; readonly module: Module }[], evaluator: Evaluator): void {
    for (const { member, module } of members) {
      const { type } = member.value;
      if (
        type !== 'FunctionExpression' &&
        type !== 'ArrowFunctionExpression' &&
        type !== 'Identifier' &&
        type !== 'CallExpression'
      )
        continue;
      const value = evaluator.evaluate(member.value, module, member.scope);
      if (value.kind !== 'function') continue;
      for (const forwarded of this.of(value.node)) {
        const known = this.#byName.get(member.name) ?? [];
        if (known.some((one) => one.index === forwarded.index && one.steps.join() === forwarded.steps.join())) continue;
        this.#byName.set(member.name, [...known, forwarded]);
      }
    }
  }
}
