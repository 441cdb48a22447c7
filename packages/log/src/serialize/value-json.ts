import { redactValue } from '@heartwood/redact';
import type { Redaction } from '../redaction/redaction.js';
import { escaped } from './escape.js';
import { flatRecordJson } from './flat-record.js';
import { Recurring } from './recurring.js';

/** The JSON of any value: scalars at once, everything else bounded and masked by key. Never throws. */
export function valueJson(value: unknown, redaction: Redaction): string {
  switch (typeof value) {
    case 'string':
      return `"${escaped(value)}"`;
    case 'number':
      return numberJson(value);
    case 'boolean':
      return value ? 'true' : 'false';
    default:
      return value === null || value === undefined ? 'null' : otherJson(value, redaction);
  }
}

function otherJson(value: unknown, redaction: Redaction): string {
  if (value instanceof Recurring) return value.json(redaction, otherJson);
  const flat = typeof value === 'object' && value !== null ? flatRecordJson(value, redaction) : undefined;
  return (
    flat ??
    JSON.stringify(
      redactValue(value, { isSecret: redaction.isSecret, scrub: (text, name) => redaction.text(text, name) }),
    )
  );
}

/** A number; JSON has no `NaN` and no infinities, so they are written by name. */
export function numberJson(value: number): string {
  return value - value === 0 ? `${value}` : `"${value}"`;
}
