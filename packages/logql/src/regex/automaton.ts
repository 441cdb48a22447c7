import type { Assertion } from './node.js';
import type { Instruction } from './program.js';

/**
 * Whether `text` holds a match, in time proportional to text × program: every state that is possible after a code point is
 * followed at once, so that no pattern can backtrack.
 */
export function runProgram(program: readonly Instruction[], text: string): boolean {
  const start = program.length - 1;
  let current = new StateSet(program.length);
  let following = new StateSet(program.length);
  let previous = -1;
  for (let at = 0; ; ) {
    const codePoint = text.codePointAt(at) ?? -1;
    // A match may begin anywhere, so the start is a possible state before every code point.
    if (follow(program, start, current, previous, codePoint)) return true;
    if (codePoint < 0) return false;
    following.clear();
    at += codePoint > 0xffff ? 2 : 1;
    const lookahead = text.codePointAt(at) ?? -1;
    for (let index = 0; index < current.size; index++) {
      const instruction = program[current.at(index)];
      if (instruction?.kind !== 'consume' || !instruction.accepts(codePoint)) continue;
      if (follow(program, instruction.next, following, codePoint, lookahead)) return true;
    }
    [current, following] = [following, current];
    previous = codePoint;
  }
}

/** Adds `state` and everything reachable from it without consuming; true when that accepts. */
function follow(
  program: readonly Instruction[],
  state: number,
  states: StateSet,
  previous: number,
  next: number,
): boolean {
  const pending = [state];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (!states.add(at)) continue;
    const instruction = program[at];
    if (instruction === undefined) continue;
    if (instruction.kind === 'accept') return true;
    if (instruction.kind === 'fork') pending.push(instruction.other, instruction.next);
    if (instruction.kind === 'assert' && holds(instruction.assertion, previous, next)) pending.push(instruction.next);
  }
  return false;
}

function holds(assertion: Assertion, previous: number, next: number): boolean {
  switch (assertion) {
    case 'text-start':
      return previous < 0;
    case 'text-end':
      return next < 0;
    case 'line-start':
      return previous < 0 || previous === 10;
    case 'line-end':
      return next < 0 || next === 10;
    case 'word-boundary':
      return isWord(previous) !== isWord(next);
    case 'not-word-boundary':
      return isWord(previous) === isWord(next);
  }
}

/** ASCII only, as in RE2. */
const isWord = (codePoint: number): boolean =>
  (codePoint >= 48 && codePoint <= 57) ||
  (codePoint >= 65 && codePoint <= 90) ||
  codePoint === 95 ||
  (codePoint >= 97 && codePoint <= 122);

/** A set of instruction numbers that clears in constant time. @see https://research.swtch.com/sparse */
class StateSet {
  readonly #dense: Int32Array;
  readonly #sparse: Int32Array;
  size = 0;

  constructor(capacity: number) {
    this.#dense = new Int32Array(capacity);
    this.#sparse = new Int32Array(capacity);
  }

  at(index: number): number {
    return this.#dense[index] ?? -1;
  }

  add(value: number): boolean {
    const index = this.#sparse[value] ?? 0;
    if (index < this.size && this.#dense[index] === value) return false;
    this.#dense[this.size] = value;
    this.#sparse[value] = this.size++;
    return true;
  }

  clear(): void {
    this.size = 0;
  }
}
