import { constant, type FieldValue, type ForeignCall, textOfValue, UNKNOWN, type Value } from './value.js';

/**
 * What `f.schema(schema, options)` declares, as far as the code of the schema tells: objects of zod and Valibot and libraries that write them
 * likewise, with what is chained onto them. An object that cannot be followed is incomplete.
 */
export function schemaFields(schema: Value, options: Value): Value {
  const { members, complete } = membersOf(schema);
  const named = optionOf(options, 'names');
  const names = named?.kind === 'array' ? named.items.flatMap((item) => textOfValue(item) ?? []) : [];
  const all = new Map([...names.map((name) => [name, UNKNOWN] as const), ...members]);
  const subject = optionOf(options, 'subject');
  const fields = [...all].map(([name, member]): [string, Value] => {
    const field = memberField(member);
    const given = new Map(field.options);
    for (const [option, group] of [
      ['class', 'classes'],
      ['strategy', 'strategies'],
    ] as const) {
      const groupOf = optionOf(options, group);
      const value = groupOf?.kind === 'object' ? groupOf.members.get(name) : undefined;
      if (value !== undefined) given.set(option, value);
    }
    const personal = ['pii', 'sensitive'].includes(textOfValue(given.get('class')) ?? '');
    if (personal && subject !== undefined) given.set('subject', subject);
    return [name, { ...field, options: given }];
  });
  return {
    kind: 'object',
    members: new Map([...fields, ['invalid_fields', INVALID_FIELDS]]),
    complete: complete || names.length > 0,
  };
}

const optionOf = (options: Value, name: string): Value | undefined =>
  options.kind === 'object' ? options.members.get(name) : undefined;

/** What the library adds to a type with a schema. */
const INVALID_FIELDS: FieldValue = {
  kind: 'field',
  type: 'array of string',
  options: new Map([
    ['optional', constant(true)],
    ['description', constant('Fields whose values the schema refused; * for the whole.')],
  ]),
};

interface Members {
  readonly members: ReadonlyMap<string, Value>;
  readonly complete: boolean;
}

const NOTHING_KNOWN: Members = { members: new Map(), complete: false };

/** Functions that make an object of members. */
const OBJECTS: ReadonlySet<string> = new Set(['object', 'strictObject', 'looseObject', 'objectAsync']);

function membersOf(schema: Value): Members {
  const call = callOf(schema);
  if (call === undefined) return NOTHING_KNOWN;
  const [first = UNKNOWN] = call.args();
  if (callOf(call.on) === undefined) {
    if (OBJECTS.has(call.method) && first.kind === 'object') return first;
    return call.method === 'pipe' ? membersOf(first) : NOTHING_KNOWN;
  }
  const before = membersOf(call.on ?? UNKNOWN);
  const given = first.kind === 'object' ? first : undefined;
  switch (call.method) {
    case 'extend':
    case 'safeExtend':
      return given === undefined
        ? { ...before, complete: false }
        : {
            members: new Map([...before.members, ...given.members]),
            complete: before.complete && given.complete,
          };
    case 'pick':
    case 'omit': {
      const members = [...before.members].filter(
        ([name]) => (given?.members.has(name) ?? false) === (call.method === 'pick'),
      );
      return { members: new Map(members), complete: before.complete && given?.complete === true };
    }
    default:
      return before;
  }
}

const callOf = (value: Value | undefined): ForeignCall | undefined =>
  value?.kind === 'foreign' ? value.call : undefined;

/** Methods, and functions around a schema, that allow the value to be left out. */
const LEAVES_OUT: ReadonlySet<string> = new Set([
  ...['optional', 'nullish', 'exactOptional', 'undefinedable', 'default', 'prefault'],
]);

/** Functions of Valibot, and of zod, around another schema whose kind they keep. */
const AROUND: ReadonlySet<string> = new Set([
  'optional',
  'nullable',
  'nullish',
  'exactOptional',
  'undefinedable',
  'pipe',
]);

/** A member of a schema as a field: its kind from the function it begins with, its options from what is chained onto that. */
function memberField(schema: Value): FieldValue {
  const options = new Map<string, Value>();
  let type = 'json';
  for (let at: ForeignCall | undefined = callOf(schema); at !== undefined; at = callOf(at.on)) {
    const [first = UNKNOWN, second] = at.args();
    const begins = callOf(at.on) === undefined;
    if (LEAVES_OUT.has(at.method)) options.set('optional', constant(true));
    if (at.method === 'default' && first.kind === 'constant') options.set('default', first);
    if (at.method === 'describe') options.set('description', first);
    if (!begins) continue;
    if (!AROUND.has(at.method)) type = kindOf(at);
    else {
      const inner = memberField(first);
      type = inner.type;
      for (const [name, value] of inner.options) options.set(name, value);
      if (LEAVES_OUT.has(at.method) && second?.kind === 'constant') options.set('default', second);
    }
  }
  return { kind: 'field', type, options };
}

/** Kinds by the function a schema begins with. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ...['string', 'email', 'url', 'uuid', 'guid', 'ulid', 'nanoid', 'ipv4', 'ipv6'].map(
    (name) => [name, 'string'] as const,
  ),
  ...['number', 'float32', 'float64'].map((name) => [name, 'number'] as const),
  ...['int', 'int32', 'uint32', 'bigint'].map((name) => [name, 'integer'] as const),
  ...['date', 'datetime'].map((name) => [name, 'date'] as const),
  ['boolean', 'boolean'],
]);

function kindOf({ method, args }: ForeignCall): string {
  const [first = UNKNOWN] = args();
  if (['enum', 'picklist', 'literal'].includes(method)) {
    const values = first.kind === 'array' ? first.items : [first];
    const texts = values.flatMap((value) => textOfValue(value) ?? []);
    return texts.length === values.length ? `enum(${texts.join(', ')})` : 'json';
  }
  if (method === 'array') return `array of ${memberField(first).type}`;
  if (OBJECTS.has(method) && first.kind === 'object') {
    const inner = [...first.members].map(([name, value]) => `${name}: ${memberField(value).type}`);
    return `{ ${inner.join(', ')} }`;
  }
  return KINDS.get(method) ?? 'json';
}
