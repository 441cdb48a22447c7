import { flat } from '../stamp/flat.js';
import { type GeneralWriter, generalWriter } from './closures.js';
import { escaped } from './escape.js';
import { messageText, type Plan, type Serializer, type Slot } from './plan.js';
import { type SerializerSource, serializerSource } from './source.js';

/** What generated source calls. */
export interface Kit {
  readonly escaped: (text: string) => string;
  readonly messageText: (json: string) => string;
  readonly flat: (text: string) => string;
  readonly general: GeneralWriter;
  /** Stands for an object that is not there. */
  readonly NOTHING: object;
}

/** The function whose body is the generated source. */
export type MakeSerializer = (
  slots: readonly Slot[],
  defaults: readonly unknown[],
  origin: string,
  kit: Kit,
) => Serializer;

/** Its parameters, in the order of {@link MakeSerializer}. */
export const PARAMETERS = ['slots', 'defaults', 'origin', 'kit'] as const;

const NOTHING: object = Object.freeze(Object.create(null));

/**
 * The fast back end: one function per entry type, made from source.
 *
 * @throws {EvalError} where code generation is not allowed; see {@link serializerOfClosures}
 */
export function generatedSerializer(plan: Plan, origin: string): Serializer {
  const source = serializerSource(plan);
  const make = new Function(...PARAMETERS, `"use strict";${source.body}`);
  return instantiate(make as MakeSerializer, source, plan, origin);
}

/** The serializer that a compiled source makes for a plan and the origin of this process. */
export function instantiate(make: MakeSerializer, source: SerializerSource, plan: Plan, origin: string): Serializer {
  const kit: Kit = { escaped, messageText, flat, general: generalWriter(plan, origin), NOTHING };
  return make(plan.slots, source.defaults, origin, kit);
}

/** Whether functions may be made from source here. */
export function canGenerate(): boolean {
  try {
    return new Function('return true')() === true;
  } catch {
    return false;
  }
}
