import { isSecretKey, SECRET_MASK } from '@heartwood/redact';
import type { Field, Fields } from '../entry/field.js';

/** What stands in the place of a secret, as JSON. */
export const MASK_JSON = JSON.stringify(SECRET_MASK);

/** Whether a field's value must never be read: declared secret, or of a secret's name and not declared anything. */
export const isHidden = (name: string, field: Field): boolean =>
  field.class === 'secret' ||
  (field.class === undefined && field.type.kind !== 'boolean' && isSecretKey(name)) ||
  (field.type.kind === 'array' && field.type.item.class === 'secret');

/** The fields of which something is written. What the others are given is not even read. */
export const writtenFields = (fields: Fields): [name: string, field: Field][] =>
  Object.entries(fields).filter(([, { strategy }]) => strategy !== 'drop');

/** What stands in a message for a value that is not written. */
export const DROPPED = '[dropped]';

/**
 * Whether a field's value must stay out of the message. The value of a personal field is encrypted for its subject by the
 * server; a copy in the message's text could not be erased. (What a strategy has made of a
 * value may stand there.)
 */
export const isPersonal = (field: Field): boolean => field.class === 'pii' || field.class === 'sensitive';
