import { redactValue, type SecretKeyTest } from '@heartwood/redact';
import { escaped } from './escape.js';
import { flatRecordJson } from './flat-record.js';
import { Recurring } from './recurring.js';

/** The JSON of any value: scalars at once, everything else bounded and masked by key. Never throws. */
export function valueJson(value: unknown, isSecret: SecretKeyTest): string {
  switch (typeof value) {
    case 'string':
      return `"${escaped(value)}"`;
    case 'number':
      return numberJson(value);
    case 'boolean':
      return value ? 'true' : 'false';
    default:
      return value === null || value === undefined ? 'null' : otherJson(value, isSecret);
  }
}

function otherJson(value: unknown, isSecret: SecretKeyTest): string {
  if (value instanceof Recurring) return value.json(isSecret, otherJson);
  const flat = typeof value === 'object' && value !== null ? flatRecordJson(value, isSecret) : undefined;
  return flat ?? JSON.stringify(redactValue(value, { isSecret }));
}

/** A number; JSON has no `NaN` and no infinities, so they are written by name. */
export function numberJson(value: number): string {
  return value - value === 0 ? `${value}` : `"${value}"`;
}
