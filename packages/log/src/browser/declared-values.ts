import { SECRET_MASK } from '@heartwood/redact';
import type { EntryType } from '../entry/entry-type.js';
import type { Field, Fields } from '../entry/field.js';
import { messagePieces } from '../entry/message-template.js';
import { isHidden, isPersonal } from '../serialize/hidden.js';
import { attempt } from './bounded-value.js';
import type { BrowserFields } from './browser-logger.js';

/** What of a call of `emit` leaves the page. */
export interface DeclaredValues {
  readonly message: string;
  readonly fields: BrowserFields;
  /** What was given for the field that is the error; `undefined` when there is none. */
  readonly err: unknown;
}

/**
 * The declared values of an entry, and its message. Undeclared ones stay in the page; secret ones and those to be dropped are not read;
 * personal ones and those with a strategy are sent only when the options say so, since only the backend can seal them. The message has none of these.
 *
 * @param sendProtected whether values that the backend seals, masks or encrypts leave the page
 */
export function declaredValues(type: EntryType, values: object, sendProtected: boolean): DeclaredValues {
  const fields = pick(type.fields, values, sendProtected);
  let err: unknown;
  for (const [name, { type: kind }] of Object.entries(type.fields)) {
    if (kind.kind !== 'error') continue;
    err = fields[name];
    delete fields[name];
  }
  const text = (name: string): unknown => {
    const field = type.fields[name];
    if (field === undefined || isHidden(name, field)) return SECRET_MASK;
    return protectedAs(field) ?? fields[name] ?? field.default ?? '';
  };
  const pieces = messagePieces(type.message).map((piece) => ('text' in piece ? piece.text : text(piece.field)));
  return { message: pieces.join(''), fields, err };
}

function pick(declared: Fields, values: object, sendProtected: boolean): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(declared)) {
    const mask = protectedAs(field);
    if (isHidden(name, field) || mask === DROPPED) continue;
    const read = (): unknown => one(field, Reflect.get(values, name), sendProtected);
    picked[name] = mask === undefined || sendProtected ? attempt(read) : mask;
  }
  return picked;
}

const DROPPED = '[dropped]';

/** What stands for a value that only the backend can treat as declared; `undefined` for one that may leave the page. */
function protectedAs(field: Field): string | undefined {
  const strategy: unknown = Reflect.get(field, 'strategy');
  if (strategy === 'drop') return DROPPED;
  if (isPersonal(field)) return `[${field.class}]`;
  return strategy === undefined ? undefined : '[masked]';
}

function one({ type }: Field, value: unknown, sendProtected: boolean): unknown {
  if (type.kind === 'array' && Array.isArray(value)) {
    const mask = protectedAs(type.item);
    return mask === undefined || sendProtected ? value.map((item) => one(type.item, item, sendProtected)) : mask;
  }
  if (type.kind === 'nested' && typeof value === 'object' && value !== null)
    return pick(type.fields, value, sendProtected);
  return value;
}
