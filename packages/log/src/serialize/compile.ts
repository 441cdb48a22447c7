import type { SecretKeyTest } from '@heartwood/redact';
import type { EntryType } from '../entry/entry-type.js';
import { serializerOfClosures } from './closures.js';
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
export interface CompiledType {
  readonly serialize: Serializer;
  readonly names: Plan['names'];
  readonly optionalNames: Plan['optionalNames'];
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
 */
export function compileType(type: EntryType, origin: string, isSecret: SecretKeyTest, backEnd: BackEnd): CompiledType {
  const plan = planOf(type, isSecret);
  return {
    serialize: backEnd(plan, origin === '' ? '' : `,${origin}`),
    names: plan.names,
    optionalNames: plan.optionalNames,
  };
}
