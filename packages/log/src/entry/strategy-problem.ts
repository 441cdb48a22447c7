import { isHidden } from '../serialize/hidden.js';
import type { Field, FieldStrategy, FieldType, MaskKeep } from './field.js';

const STRATEGIES: readonly FieldStrategy[] = ['drop', 'mask', 'tokenise', 'encrypt'];
const KEEPS: readonly MaskKeep[] = ['last4', 'domain', 'network'];

/** Kinds whose value is one text of which a part can be kept. */
const KEEPABLE: ReadonlySet<FieldType['kind']> = new Set(['string', 'id', 'object', 'integer', 'decimal', 'standard']);

/** What contradicts the strategy of a field, as the rest of a sentence that begins with its name; `undefined` when nothing does. */
export function strategyProblem(name: string, field: Field): string | undefined {
  const { strategy, keep, type } = field;
  if (type.kind === 'array') {
    const inside = strategyProblem('', type.item);
    if (inside !== undefined) return `has items that contradict themselves: one ${inside}`;
    if (type.item.strategy === 'drop') return 'has items with the strategy drop: drop the whole list with it instead';
  }
  if (strategy === undefined)
    return keep === undefined ? undefined : "keeps a part without being masked: add strategy: 'mask'";
  if (!STRATEGIES.includes(strategy))
    return `has the strategy '${strategy}', which is none of ${STRATEGIES.join(', ')}`;
  if (field.class === 'secret')
    return `is secret, so it is never read: it cannot have the strategy ${strategy} as well`;
  if (field.class === undefined && isHidden(name, field)) {
    return `has a secret's name, so it is never read unless it says its class: add class: 'sensitive' for the strategy ${strategy}`;
  }
  if (field.class === 'public')
    return `is public, so there is nothing to ${strategy}: give another class, or no strategy`;
  if (type.kind === 'error')
    return 'is an error, which is written by an allow-list of its properties and has no strategy';
  if (type.kind === 'standard' && (name === 'duration_ms' || name === 'audit'))
    return 'is a standard field without a strategy';
  if (holdsProtected(type)) return 'has a strategy, and so has something inside it: keep the one or the other';
  if (keep === undefined) return undefined;
  if (strategy !== 'mask') return `keeps a part of what is not masked: keep belongs to strategy: 'mask'`;
  if (!KEEPS.includes(keep)) return `keeps '${keep}', which is none of ${KEEPS.join(', ')}`;
  return KEEPABLE.has(type.kind) ? undefined : `is of the kind ${type.kind}, of which no part can be kept`;
}

/** Whether something inside is written in a protected form. What is dropped inside is no contradiction. */
function holdsProtected(type: FieldType): boolean {
  const inside = type.kind === 'array' ? [type.item] : type.kind === 'nested' ? Object.values(type.fields) : [];
  return inside.some(
    ({ strategy, type: inner }) => (strategy !== undefined && strategy !== 'drop') || holdsProtected(inner),
  );
}
