import type { SecretKeyTest } from '@heartwood/redact';
import type { EntryType } from '../entry/entry-type.js';
import { serializerOfClosures } from './closures.js';
import { canGenerate, generatedSerializer } from './generated.js';
import { type Plan, planOf, type Serializer } from './plan.js';

/** Makes the serializer of a plan. */
export type BackEnd = (plan: Plan) => Serializer;

/** An entry type ready to be written. */
export interface CompiledType {
  readonly serialize: Serializer;
  readonly names: Plan['names'];
  readonly optionalNames: Plan['optionalNames'];
}

/** The fastest back end that works here. */
export const chooseBackEnd = (): BackEnd => (canGenerate() ? generatedSerializer : serializerOfClosures);

/** Compiles an entry type; done once per type and logger, at its first entry. */
export function compileType(type: EntryType, origin: string, isSecret: SecretKeyTest, backEnd: BackEnd): CompiledType {
  const plan = planOf(type, origin, isSecret);
  return { serialize: backEnd(plan), names: plan.names, optionalNames: plan.optionalNames };
}
