import { complement, contains } from './character-class.js';
import { RegexSyntaxError } from './error.js';
import { foldOrbit } from './fold.js';
import type { Assertion, CodePointRanges, RegexNode } from './node.js';

/** Consumes one code point, forks, asserts, or accepts; `next` and `other` are instruction numbers. */
export type Instruction =
  | { readonly kind: 'consume'; readonly accepts: (codePoint: number) => boolean; next: number }
  | { readonly kind: 'fork'; next: number; other: number }
  | { readonly kind: 'assert'; readonly assertion: Assertion; next: number }
  | { readonly kind: 'accept' };

/** Largest program, in instructions; repetition counts are written out, so `(a{1000}){1000}` would not end. */
const MAX_INSTRUCTIONS = 10_000;

/**
 * Compiles to a non-deterministic automaton (Thompson's construction).
 *
 * @throws RegexSyntaxError when the expression is too large
 * @see https://swtch.com/~rsc/regexp/regexp2.html
 */
export function compileProgram(node: RegexNode): readonly Instruction[] {
  const instructions: Instruction[] = [];
  const add = (instruction: Instruction): number => {
    if (instructions.length >= MAX_INSTRUCTIONS) throw new RegexSyntaxError('this regular expression is too large', 0);
    instructions.push(instruction);
    return instructions.length - 1;
  };
  const start = emit(node, add({ kind: 'accept' }));
  // The matcher starts at the last instruction.
  add({ kind: 'fork', next: start, other: start });
  return instructions;

  /** Adds the instructions of `item` that continue at `next`; returns where they begin. */
  function emit(item: RegexNode, next: number): number {
    switch (item.kind) {
      case 'empty':
        return next;
      case 'character':
        return add({ kind: 'consume', accepts: acceptsCharacter(item.codePoint, item.ignoreCase), next });
      case 'class':
        return add({ kind: 'consume', accepts: acceptsClass(item.ranges, item.negated, item.ignoreCase), next });
      case 'assertion':
        return add({ kind: 'assert', assertion: item.assertion, next });
      case 'sequence':
        return item.items.reduceRight((following, part) => emit(part, following), next);
      case 'alternatives':
        return item.items
          .map((part) => emit(part, next))
          .reduceRight((other, first) => add({ kind: 'fork', next: first, other }));
      case 'repeat':
        return emitRepeat(item.item, item.min, item.max, next);
    }
  }

  function emitRepeat(item: RegexNode, min: number, max: number | undefined, next: number): number {
    let entry = next;
    if (max === undefined) {
      const loop: Instruction = { kind: 'fork', next: -1, other: next };
      entry = add(loop);
      loop.next = emit(item, entry);
    } else {
      for (let optional = min; optional < max; optional++)
        entry = add({ kind: 'fork', next: emit(item, entry), other: next });
    }
    for (let required = 0; required < min; required++) entry = emit(item, entry);
    return entry;
  }
}

function acceptsCharacter(codePoint: number, ignoreCase: boolean): (candidate: number) => boolean {
  if (!ignoreCase) return (candidate) => candidate === codePoint;
  const orbit = foldOrbit(codePoint);
  return (candidate) => orbit.includes(candidate);
}

function acceptsClass(ranges: CodePointRanges, negated: boolean, ignoreCase: boolean): (candidate: number) => boolean {
  if (!ignoreCase) {
    const effective = negated ? complement(ranges) : ranges;
    return (candidate) => contains(effective, candidate);
  }
  // Folded first and negated afterwards, as RE2 does. Each code point's orbit is looked up once.
  const known = new Map<number, boolean>();
  return (candidate) => {
    let accepted = known.get(candidate);
    if (accepted === undefined) {
      accepted = foldOrbit(candidate).some((member) => contains(ranges, member)) !== negated;
      known.set(candidate, accepted);
    }
    return accepted;
  };
}
