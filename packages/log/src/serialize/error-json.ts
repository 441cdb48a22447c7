import { DEFAULT_LIMITS, type ErrorDetail, errorDetail } from '@heartwood/redact';
import type { Redaction } from '../redaction/redaction.js';
import { flat } from '../stamp/flat.js';
import { escaped } from './escape.js';

/** Lists of frames remembered; bounded, and an application throws at few places. */
const MAX_FRAMES = 64;

/** Code units of the longest list that is remembered. */
const MAX_LENGTH = 4_096;

/** Where the message of a stack ends and its frames begin, in V8's format. */
const FIRST_FRAME = '\n    at ';

/** A part of a stack: its scrubbed text, and how it is written. */
interface StackText {
  readonly text: string;
  readonly json: string;
}

/**
 * Writes errors as JSON, described by `errorDetail`. Looking through a stack for secrets and escaping it cost more than the rest of an
 * entry, and the frames are the same for every error of one place: frames in which nothing was found are remembered. A message is looked
 * through every time.
 */
export class ErrorJson {
  /** Frames in which nothing was found, by their first line: comparing long texts is cheap, and hashing them is not. */
  readonly #frames = new Map<string, StackText>();
  /** The stacks of the error being written. */
  #stacks: StackText[] = [];
  readonly #redaction: Redaction;

  constructor(redaction: Redaction) {
    this.#redaction = redaction;
  }

  /** The JSON of anything that was thrown. Never throws. */
  of(thrown: unknown): string {
    this.#stacks = [];
    return this.#json(errorDetail(thrown, DEFAULT_LIMITS, (text) => this.#scrubbed(text)));
  }

  #scrubbed(text: string): string {
    const at = text.indexOf(FIRST_FRAME);
    if (at < 0 || text.length > MAX_LENGTH) return this.#redaction.text(text);
    const frames = text.slice(at);
    const first = frames.slice(0, Math.max(0, frames.indexOf('\n', 1)));
    let known = this.#frames.get(first);
    if (known?.text !== frames) known = this.#learn(first, frames);
    if (known === undefined) return this.#redaction.text(text);
    const message = this.#redaction.text(text.slice(0, at));
    const scrubbed = message + frames;
    this.#stacks.push({ text: scrubbed, json: `"${escaped(message)}${known.json}"` });
    return scrubbed;
  }

  #learn(first: string, frames: string): StackText | undefined {
    const { found } = this.#redaction;
    if (this.#redaction.text(frames) !== frames || this.#redaction.found !== found) return undefined;
    const learnt = { text: flat(frames), json: flat(escaped(frames)) };
    if (this.#frames.size >= MAX_FRAMES) this.#frames.clear();
    this.#frames.set(first, learnt);
    return learnt;
  }

  #json({ type, message, code, stack, causes }: ErrorDetail): string {
    let json = '';
    if (type !== undefined) json += `,"type":${JSON.stringify(type)}`;
    if (message !== undefined) json += `,"message":${JSON.stringify(message)}`;
    if (code !== undefined) json += `,"code":${JSON.stringify(code)}`;
    if (stack !== undefined) json += `,"stack":${this.#stackJson(stack)}`;
    if (causes !== undefined) json += `,"causes":[${causes.map((cause) => this.#json(cause)).join(',')}]`;
    return `{${json.slice(1)}}`;
  }

  #stackJson(stack: string): string {
    // The very same string, so the comparison looks at no more than a pointer.
    for (const { text, json } of this.#stacks) if (text === stack) return json;
    return JSON.stringify(stack);
  }
}
