import type { Node } from 'oxc-parser';
import type { Module } from '../syntax/module.js';
import type { ModuleGraph } from '../syntax/module-graph.js';
import { schemaFields } from './schema.js';
import { oneOf, possible, type TypeValue, textOfValue, UNKNOWN, type Value } from './value.js';

/** What of `@heartwood/log` the catalog understands by itself; its entry types are read from its code like those of the application. */
export const PRIMITIVES: ReadonlySet<string> = new Set([
  ...['entryType', 'atLevel', 'createLogger', 'createBrowserLogger', 'field', 'f'],
]);

/** The package whose declarations the catalog reads. */
export const LIBRARY = '@heartwood/log';

/** Whether an import leads to `@heartwood/log`, or stands in it. */
export const isLibrary = (from: Module, specifier: string, graph: ModuleGraph): boolean =>
  specifier === LIBRARY ||
  specifier.startsWith(`${LIBRARY}/`) ||
  (specifier.startsWith('.') && graph.packageName(from) === LIBRARY);

/** `f.string`: a kind of field. */
export const libraryMember = (name: string, member: string): Value =>
  name === 'f' || name === 'field' ? { kind: 'library', name: `f.${member}` } : UNKNOWN;

/** What a call of the library gives. */
export function libraryCall(
  name: string,
  args: readonly Value[],
  node: Node,
  site: { node: Node; module: Module },
): Value {
  const [first = UNKNOWN, second = UNKNOWN] = args;
  if (name === 'createLogger' || name === 'createBrowserLogger') return { kind: 'logger' };
  if (name === 'entryType') {
    const key = `${site.module.path}:${site.node.start}:${node.start}`;
    return {
      kind: 'type',
      key,
      name: first,
      definition: second,
      node: site.node,
      module: site.module,
      level: undefined,
    };
  }
  if (name === 'atLevel')
    return oneOf(possible(first).map((type) => (type.kind === 'type' ? atLevel(type, textOfValue(second)) : type)));
  if (name === 'f.schema') return schemaFields(first, second);
  if (name.startsWith('f.')) return fieldOf(name.slice(2), first, second);
  return UNKNOWN;
}

const atLevel = (type: TypeValue, level: string | undefined): Value =>
  level === undefined ? type : { ...type, level };

/** A field and its options; the kinds that take something before the options say it in their type. */
function fieldOf(kind: string, first: Value, second: Value): Value {
  const field = (type: string, options: Value): Value => ({
    kind: 'field',
    type,
    options: options.kind === 'object' ? options.members : new Map<string, Value>(),
  });
  switch (kind) {
    case 'enum': {
      const values = first.kind === 'array' ? first.items.map((item) => textOfValue(item) ?? '?') : ['?'];
      return field(`enum(${values.join(', ')})`, second);
    }
    case 'object':
      return field(`object(${textOfValue(first) ?? '?'})`, second);
    case 'array':
      return field(`array of ${first.kind === 'field' ? first.type : '?'}`, second);
    case 'nested': {
      const members = first.kind === 'object' ? [...first.members] : [];
      const inner = members.map(([name, value]) => `${name}: ${value.kind === 'field' ? value.type : '?'}`);
      return field(`{ ${inner.join(', ')} }`, second);
    }
    default:
      return field(kind, first);
  }
}
