import type { FieldDescription } from '@heartwood/server/contract';

/** The type of a field in a few words: `decimal EUR`, `order`, `array of string`, `one of card, invoice`. */
export function fieldType(field: FieldDescription): string {
  const { type, unit } = field;
  if (type === 'enum' && field.values !== undefined) return `one of ${field.values.join(', ')}`;
  if (type === 'object' && field.object_type !== undefined) return `id of ${article(field.object_type)}`;
  if (type === 'array') return field.item === undefined ? 'array' : `array of ${fieldType(field.item)}`;
  if (type === 'nested') return 'object';
  if (type === 'standard') return 'standard field';
  if (type === 'duration') return `duration ${unit ?? 'ms'}`;
  return unit === undefined ? type : `${type} ${unit}`;
}

/** The fields inside a field: of a nested object, or of the objects in an array. */
export function innerFields(field: FieldDescription): Readonly<Record<string, FieldDescription>> {
  return field.fields ?? (field.item === undefined ? {} : innerFields(field.item));
}

const article = (noun: string): string => `${/^[aeio]/i.test(noun) ? 'an' : 'a'} ${noun}`;
