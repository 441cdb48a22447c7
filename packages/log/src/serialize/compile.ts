import type { EntryType } from '../entry/entry-type.js';
import { type BoundFields, NOTHING_BOUND } from './bound-fields.js';
import { type CheckedValues, checkedValues } from './checked-values.js';
import { serializerOfClosures } from './closures.js';
import type { Writing } from './field-json.js';
import { canGenerate, generatedSerializer } from './generated.js';
import { type CompiledSerializers, compiledSerializers } from './module.js';
import { type Plan, planOf, type Serializer } from './plan.js';

/**
 * Makes the serializer of a plan.
 *
 * @param origin `,"service":"shop",…`: the fields that are the same in every entry of the process
 */
export type BackEnd = (plan: Plan, origin: string) => Serializer;

/** An entry type ready to be written. */
export class CompiledType {
  readonly serialize: Serializer;
  /** Puts the values through the type's schemas before they are written; `undefined` when it has none. */
  readonly checked: CheckedValues | undefined;
  readonly #names: Plan['names'];
  readonly #optionalNames: Plan['optionalNames'];
  #lastBound: BoundFields = NOTHING_BOUND;
  #lastJson = '';

  constructor(plan: Plan, serialize: Serializer, checked: CheckedValues | undefined) {
    this.serialize = serialize;
    this.checked = checked;
    this.#names = plan.names;
    this.#optionalNames = plan.optionalNames;
  }

  /**
   * The JSON of the bound fields the entry does not write itself. Where that does not depend on the values, the answer for the
   * bound fields asked last is kept: entries of one request come in rows.
   */
  boundJson(bound: BoundFields, values: object): string {
    if (bound === this.#lastBound) return this.#lastJson;
    if (bound.json === '') return '';
    let names: Set<string> | undefined;
    let depends = false;
    for (const optional of this.#optionalNames) {
      if (!optional.names.some((name) => bound.has(name))) continue;
      depends = true;
      if (Reflect.get(values, optional.field) === undefined) continue;
      names ??= new Set(this.#names);
      for (const name of optional.names) names.add(name);
    }
    const json = bound.without(names ?? this.#names);
    if (!depends) {
      this.#lastBound = bound;
      this.#lastJson = json;
    }
    return json;
  }
}

/** The fastest back end that works here: what was compiled at build time, code made at run time, closures. */
export function chooseBackEnd(compiled: CompiledSerializers | undefined): BackEnd {
  const backEnd = canGenerate() ? generatedSerializer : serializerOfClosures;
  return compiled === undefined ? backEnd : compiledSerializers(compiled, backEnd);
}

/**
 * Compiles an entry type; done once per type and logger, at its first entry.
 *
 * @param origin `"service":"shop",…`
 * @param onInvalid called for each entry of which a schema has refused something
 */
export function compileType(
  type: EntryType,
  origin: string,
  writing: Writing,
  backEnd: BackEnd,
  onInvalid: () => void,
): CompiledType {
  const plan = planOf(type, writing);
  const serialize = backEnd(plan, origin === '' ? '' : `,${origin}`);
  return new CompiledType(plan, serialize, checkedValues(type, onInvalid));
}
