import { type Json, redactValue } from '@heartwood/redact';
import type { EntryType } from '../entry/entry-type.js';
import { MASKED } from '../protection/mask.js';
import type { Redaction } from '../redaction/redaction.js';
import { isHidden, isPersonal } from '../serialize/hidden.js';

/**
 * A state as it may be written: bounded, secrets masked by their key and by the declaration. A name the entry type declares as
 * personal is masked by its class, as in a message, and one with a strategy as a whole: only the declared field itself can be sealed for its subject and erased.
 */
export function maskState(state: unknown, type: EntryType, redaction: Redaction): Json {
  const hidden = (name: string): boolean => {
    const field = Object.hasOwn(type.fields, name) ? type.fields[name] : undefined;
    return field === undefined ? redaction.isSecret(name) : isHidden(name, field);
  };
  return withoutPersonal(
    redactValue(state, { isSecret: hidden, scrub: (text, name) => redaction.text(text, name) }),
    type,
  );
}

function withoutPersonal(json: Json, type: EntryType): Json {
  if (Array.isArray(json)) return json.map((item) => withoutPersonal(item, type));
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => {
      const field = Object.hasOwn(type.fields, name) ? type.fields[name] : undefined;
      if (field?.strategy !== undefined) return [name, MASKED];
      return [name, field !== undefined && isPersonal(field) ? `[${field.class}]` : withoutPersonal(value, type)];
    }),
  );
}
