import { type Json, type RecordBody, TEXT_FIELDS, type TextField } from '../record/index.js';
import type { Limits } from './limits.js';
import { EntryRejection } from './rejection.js';

const CLEAN_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const LIFTED: ReadonlySet<string> = new Set(TEXT_FIELDS);
const isTextField = (name: string): name is TextField => LIFTED.has(name);
const isObject = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Field names that were found plain; names come from outside, so the memory starts afresh when it is full. */
const REMEMBERED_NAMES = 4_096;

/**
 * Flattens the fields of an entry as LogRecord wants them: nested objects joined with `_`, characters outside
 * `[A-Za-z0-9_]` as `_`, a leading digit behind `_` (LogQL's label names), arrays kept. Two names that become the same are both
 * kept, the later one as `name_2`. A nested or dotted name that spells a standard text field (`user: { id }`, `trace.id`) fills
 * it when the entry has none. The depth has been bounded before (`assertDepth`).
 *
 * @returns a function that throws EntryRejection for a field count or a name length over the limit.
 */
export function createFlatten(limits: Limits): (body: RecordBody) => void {
  const plain = new Set<string>();

  function isPlainName(name: string): boolean {
    if (plain.has(name)) return true;
    if (name.length > limits.nameLength || cleanName(name) !== name || isTextField(name)) return false;
    if (plain.size >= REMEMBERED_NAMES) plain.clear();
    plain.add(name);
    return true;
  }

  /** The usual case, for which nothing is copied: clean names, plain values. */
  function isFlat(fields: RecordBody['fields']): boolean {
    let count = 0;
    for (const name in fields) {
      const value = fields[name];
      if ((typeof value === 'object' && value !== null) || !isPlainName(name)) return false;
      count++;
    }
    return count <= limits.fields;
  }

  return (body) => {
    if (isFlat(body.fields)) return;
    const given = body.fields;
    const flat: RecordBody['fields'] = {};
    // Where the search for a free name went on last time: a thousand names that become one must not cost a million looks.
    const suffixes = new Map<string, number>();
    let count = 0;

    function add(name: string, value: Json, nested: boolean): void {
      if (isObject(value)) {
        const names = Object.keys(value);
        for (const inner of names) add(`${name}_${inner}`, value[inner] ?? null, true);
        if (names.length > 0) return;
      }
      const clean = cleanName(name);
      if (clean.length > limits.nameLength) {
        throw new EntryRejection(
          `field name ${clean.slice(0, 40)}… has ${clean.length} characters; at most ${limits.nameLength}`,
        );
      }
      if (++count > limits.fields) throw new EntryRejection(`more than ${limits.fields} fields after flattening`);
      if ((nested || clean !== name) && lift(body, clean, value)) return;
      flat[free(flat, clean, suffixes)] = value;
    }

    for (const name of Object.keys(given)) add(name, given[name] ?? null, false);
    body.fields = flat;
  };
}

function lift(body: RecordBody, name: string, value: Json): boolean {
  if (!isTextField(name) || body[name] !== undefined || value === null || typeof value === 'object') return false;
  body[name] = String(value);
  return true;
}

/** A field's name as LogQL can write it. */
export function cleanName(name: string): string {
  if (CLEAN_NAME.test(name)) return name === '__proto__' ? '_proto' : name;
  const clean = name.replace(/[^A-Za-z0-9_]/g, '_');
  return /^[A-Za-z_]/.test(clean) ? clean : `_${clean}`;
}

function free(fields: RecordBody['fields'], name: string, suffixes: Map<string, number>): string {
  if (!Object.hasOwn(fields, name)) return name;
  let suffix = suffixes.get(name) ?? 2;
  while (Object.hasOwn(fields, `${name}_${suffix}`)) suffix++;
  suffixes.set(name, suffix + 1);
  return `${name}_${suffix}`;
}
