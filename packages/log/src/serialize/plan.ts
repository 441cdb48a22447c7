import type { EntryType } from '../entry/entry-type.js';
import type { Field, FieldType } from '../entry/field.js';
import { messagePieces } from '../entry/message-template.js';
import { escaped } from './escape.js';
import { type FieldJson, fieldJson, type Writing } from './field-json.js';
import { DROPPED, isHidden, isPersonal, MASK_JSON, writtenFields } from './hidden.js';

/**
 * Turns one entry into one line of JSON.
 *
 * @param values what the call gave; read once per declared field, never for a secret one
 * @param stamp `{"timestamp":"…","id":"…","seq":17`, see `Stamps`
 * @param bound fields of context and child loggers: `,"name":value…` or nothing
 */
export type Serializer = (values: object, stamp: string, bound: string) => string;

/** A step of writing a line; a serializer is a list of them, after the stamp. Every back end is made from the same plan. */
export type Step =
  | { readonly step: 'text'; readonly text: string }
  /** The fields that are the same in every entry of the process. */
  | { readonly step: 'origin' }
  | { readonly step: 'bound' }
  /** The value of a slot inside the message. */
  | { readonly step: 'message'; readonly slot: number }
  /** `,"name":value`, or nothing when the value is absent. */
  | { readonly step: 'field'; readonly slot: number; readonly key: string };

/** A field that is read: once, into a local of the serializer. */
export interface Slot {
  readonly name: string;
  readonly type: FieldType;
  readonly optional: boolean;
  readonly default: unknown;
  /** Its JSON is made by `json` alone: it has a strategy. */
  readonly isProtected: boolean;
  readonly json: FieldJson;
}

/** The field to look at, and the names written when it is there. */
export interface OptionalName {
  readonly field: string;
  readonly names: readonly string[];
}

export interface Plan {
  readonly steps: readonly Step[];
  readonly slots: readonly Slot[];
  /** Every name the entry always writes itself: such a name in the context is left out of the line. */
  readonly names: ReadonlySet<string>;
  /** Names the entry writes itself when a value is given. */
  readonly optionalNames: readonly OptionalName[];
}

/**
 * The plan of an entry type: keys, constants, masked fields and the constant parts of the message merged into as few pieces
 * of text as possible.
 */
export function planOf(type: EntryType, writing: Writing): Plan {
  const slots: Slot[] = [];
  const steps: Step[] = [];
  const names = new Set<string>();
  const optionalNames: OptionalName[] = [];
  const slotOf = new Map<string, number>();

  const text = (more: string): void => {
    const last = steps.at(-1);
    if (last?.step === 'text') steps[steps.length - 1] = { step: 'text', text: last.text + more };
    else if (more !== '') steps.push({ step: 'text', text: more });
  };
  const fields = writtenFields(type.fields);
  for (const [name, field] of fields) {
    if (!isHidden(name, field)) slotOf.set(name, slots.push(slotFor(name, field, writing)) - 1);
  }

  text(`,"level":"${type.level.toUpperCase()}","message":"`);
  for (const piece of messagePieces(type.message)) {
    const slot = 'field' in piece ? slotOf.get(piece.field) : undefined;
    const field = 'field' in piece ? type.fields[piece.field] : undefined;
    if ('text' in piece) text(escaped(piece.text));
    else if (field?.strategy === 'drop') text(DROPPED);
    else if (slot === undefined || field === undefined) text('[secret]');
    else if (isPersonal(field) && field.strategy === undefined) text(`[${field.class}]`);
    else steps.push({ step: 'message', slot });
  }
  text(`",${headOf(type)}`);
  steps.push({ step: 'origin' }, { step: 'bound' });

  const object = Object.keys(type.fields).find((name) => type.fields[name]?.type.kind === 'object' && slotOf.has(name));
  // A name that is dropped here must not come in by the context.
  for (const [name, field] of Object.entries(type.fields)) if (field.strategy === 'drop') names.add(name);
  for (const [name, field] of fields) {
    const slot = slotOf.get(name);
    const key = field.type.kind === 'error' ? 'error' : name;
    const isObject = slot !== undefined && name === object;
    const written = isObject ? [key, 'object_type', 'object_id'] : [key];
    if (slot !== undefined && field.optional && field.default === undefined)
      optionalNames.push({ field: name, names: written });
    else for (const one of written) names.add(one);
    if (slot === undefined) text(`,"${key}":${MASK_JSON}`);
    else steps.push({ step: 'field', slot, key: `,"${key}":` });
    if (isObject && field.type.kind === 'object') {
      const objectType = escaped(field.type.objectType);
      steps.push({ step: 'field', slot, key: `,"object_type":"${objectType}","object_id":` });
    }
  }
  text('}\n');
  return { steps, slots, names, optionalNames };
}

const headOf = (type: EntryType): string =>
  [
    `"event":"${type.name}","event_version":${type.version}`,
    ...(type.stream === 'app' ? [] : [`"stream":"${type.stream}"`]),
    ...(type.retention === undefined ? [] : [`"retention":"${escaped(type.retention)}"`]),
  ].join(',');

function slotFor(name: string, field: Field, writing: Writing): Slot {
  const { type, optional, strategy } = field;
  const json = fieldJson(name, field, writing);
  return { name, type, optional, default: field.default, isProtected: strategy !== undefined, json };
}

/** The text of a JSON value inside a message: a string without its quotes, anything else as it is. */
export const messageText = (json: string): string => (json.charCodeAt(0) === 0x22 ? json.slice(1, -1) : escaped(json));

/** What stands in a message for an absent value, as access logs write it. */
export const ABSENT = '-';
