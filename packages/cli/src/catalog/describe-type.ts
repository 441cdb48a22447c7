import { isSecretKey } from '@heartwood/redact';
import type { CatalogField, CatalogType } from './entry.js';
import { type TypeValue, textOfValue, type Value } from './value.js';

/** What the declaration of a type says, without where it is used; or why it cannot be read. */
export type DescribedType =
  | (Omit<CatalogType, 'declared' | 'calls' | 'passedOn'> & {
      /** Something in it is made in a way that cannot be followed. */
      readonly incomplete: boolean;
    })
  | { readonly reason: string };

/** Reads a declaration. Defaults are those of `entryType`. */
export function describeType(type: TypeValue): DescribedType {
  const name = textOfValue(type.name);
  if (name === undefined) return { reason: 'the name is not constant' };
  if (type.definition.kind !== 'object') return { reason: `the definition of '${name}' cannot be followed` };
  const { members, complete } = type.definition;
  const text = (key: string): string | undefined => textOfValue(members.get(key));
  const version = members.get('version');
  const fields = members.get('fields');
  const declared = fields?.kind === 'object' ? [...fields.members] : [];
  return {
    name,
    level: text('level') ?? '?',
    stream: text('stream') ?? 'app',
    message: text('message') ?? '?',
    version: version?.kind === 'constant' && typeof version.value === 'number' ? version.value : 1,
    retention: text('retention'),
    description: text('description'),
    workflow: text('workflow'),
    page: text('page'),
    fields: declared.map(([field, value]) => describeField(field, value)),
    incomplete: !complete || (fields !== undefined && !(fields.kind === 'object' && fields.complete)),
  };
}

function describeField(name: string, value: Value): CatalogField {
  const fallback = isSecretKey(name) ? 'secret' : 'internal';
  if (value.kind !== 'field') return { name, type: '?', class: fallback, optional: false };
  const { options } = value;
  const type = value.type === 'standard' ? standardType(name) : value.type;
  const standard = options.get('default');
  const optional = options.get('optional');
  return {
    name,
    type,
    class: textOfValue(options.get('class')) ?? fallback,
    optional: (optional?.kind === 'constant' && optional.value === true) || standard !== undefined,
    unit: textOfValue(options.get('unit')) ?? (type === 'duration' || name === 'duration_ms' ? 'ms' : undefined),
    strategy: strategyOf(options),
    subject: textOfValue(options.get('subject')),
    default: standard?.kind === 'constant' ? String(standard.value) : undefined,
    description: textOfValue(options.get('description')),
  };
}

function strategyOf(options: ReadonlyMap<string, Value>): string | undefined {
  const strategy = textOfValue(options.get('strategy'));
  const keep = textOfValue(options.get('keep'));
  return strategy === undefined || keep === undefined ? strategy : `${strategy} (${keep})`;
}

/** The type of a standard field, which its name decides. */
const standardType = (name: string): string =>
  name === 'duration_ms' ? 'number' : name === 'audit' ? 'audit detail' : 'string';
