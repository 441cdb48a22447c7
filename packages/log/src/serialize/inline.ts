import type { Field, FieldType } from '../entry/field.js';
import { isHidden, MASK_JSON, writtenFields } from './hidden.js';

/** Constant text, or an expression of JavaScript that yields text. */
export type Term = { readonly text: string } | { readonly source: string };

/** The source that writes a value of one kind of field, as long as the value is of the declared type. */
export interface Inline {
  /** Statements that read what lies inside the value. They run before the guard and take any value. */
  readonly reads: string;
  /** The condition under which the terms hold; empty: always. */
  readonly guard: string;
  /** The JSON of the value. */
  readonly terms: readonly Term[];
  /** The value inside a message, where it is not the JSON itself. */
  readonly message?: string;
}

/** Makes names that are unique within one source, and takes the functions and constants it needs. */
export interface SourceScope {
  /** A new name for a local. */
  local(): string;
  /** The expression of the default value of a field. */
  default(field: Field): string;
  /** The expression of a function that writes an array, made from the source of its items. */
  array(item: (value: string) => Inline): string;
}

/** @returns the source for a value in the local `value`; `undefined` for kinds that are written by a call */
export function inlineValue(type: FieldType, value: string, scope: SourceScope): Inline | undefined {
  switch (type.kind) {
    case 'string':
    case 'enum':
      return quoted(`typeof ${value}==='string'`, `escaped(${value})`);
    case 'id':
    case 'object':
    case 'decimal':
      return quoted(
        `(typeof ${value}==='string'||typeof ${value}==='number'||typeof ${value}==='bigint')`,
        `(typeof ${value}==='string'?escaped(${value}):''+${value})`,
      );
    case 'number':
    case 'integer':
    case 'duration':
      return plain(`typeof ${value}==='number'&&${value}-${value}===0`, `${value}`);
    case 'boolean':
      return plain(`typeof ${value}==='boolean'`, `(${value}?'true':'false')`);
    case 'array': {
      const item = type.item.type;
      if (type.item.strategy !== undefined || inlineValue(item, value, scope) === undefined) return undefined;
      const write = scope.array((each) => inlineValue(item, each, scope) ?? { reads: '', guard: 'false', terms: [] });
      const json = scope.local();
      return { reads: `const ${json}=${write}(${value});`, guard: `${json}!==undefined`, terms: [{ source: json }] };
    }
    case 'nested':
      return inlineNested(writtenFields(type.fields), value, scope);
    default:
      return undefined;
  }
}

const quoted = (guard: string, text: string): Inline => ({
  ...{ reads: '', guard, message: text },
  terms: [{ text: '"' }, { source: text }, { text: '"' }],
});

const plain = (guard: string, text: string): Inline => ({ reads: '', guard, message: text, terms: [{ source: text }] });

function inlineNested(fields: readonly [string, Field][], value: string, scope: SourceScope): Inline | undefined {
  if (fields.some(([, { strategy }]) => strategy !== undefined)) return undefined;
  const members = fields.map(([name, field]) => {
    if (isHidden(name, field)) return { name, hidden: true, optional: false, local: '', inline: undefined } as const;
    const local = scope.local();
    const inline = inlineValue(field.type, local, scope);
    return {
      name,
      hidden: false,
      optional: field.optional && field.default === undefined,
      local,
      inline,
      field,
    } as const;
  });
  const object = scope.local();
  let reads = `const ${object}=typeof ${value}==='object'&&${value}!==null?${value}:NOTHING;`;
  const guards = [`${object}!==NOTHING`];
  const terms: Term[] = [{ text: '{' }];
  const firstSure = members.findIndex(({ optional }) => !optional);
  for (const [index, member] of members.entries()) {
    const key = `${JSON.stringify(member.name)}:`;
    if (member.hidden) {
      terms.push({ text: `${index > firstSure ? ',' : ''}${key}${MASK_JSON}` });
      continue;
    }
    const { inline, local, field, optional } = member;
    if (inline === undefined) return undefined;
    reads += `let ${local}=${object}[${JSON.stringify(member.name)}];`;
    if (field.default !== undefined) reads += `if(${local}===undefined)${local}=${scope.default(field)};`;
    reads += inline.reads;
    if (inline.guard !== '') guards.push(optional ? `(${local}===undefined||${inline.guard})` : inline.guard);
    if (!optional) terms.push({ text: `${index > firstSure ? ',' : ''}${key}` }, ...inline.terms);
    else {
      // Ahead of the first member that is always there the comma follows, behind it the comma leads.
      const [before, after] = firstSure === -1 || index > firstSure ? [',', ''] : ['', ','];
      const present = sourceOf([{ text: before + key }, ...inline.terms, { text: after }]);
      terms.push({ source: `(${local}===undefined?'':${present})` });
    }
  }
  if (firstSure === -1) {
    const content = sourceOf(terms.slice(1));
    return {
      reads,
      guard: guards.join('&&'),
      terms: [{ text: '{' }, { source: `(${content}).slice(1)` }, { text: '}' }],
    };
  }
  terms.push({ text: '}' });
  return { reads, guard: guards.join('&&'), terms };
}

/** The terms as one expression; neighbouring constants become one literal. */
export function sourceOf(terms: readonly Term[]): string {
  const sources: string[] = [];
  let constant = '';
  for (const term of terms) {
    if ('text' in term) constant += term.text;
    else {
      if (constant !== '') sources.push(JSON.stringify(constant));
      constant = '';
      sources.push(term.source);
    }
  }
  if (constant !== '' || sources.length === 0) sources.push(JSON.stringify(constant));
  return sources.join('+');
}
