import { ABSENT, messageText, type Plan, type Serializer, type Step } from './plan.js';

/** Writes a line from the values of a plan's slots, defaults filled in; takes any values at all. */
export type GeneralWriter = (values: readonly unknown[], stamp: string, bound: string) => string;

type Write = (jsons: readonly (string | undefined)[], bound: string) => string;

/** The back end for where code generation is not allowed (CSP, `--disallow-code-generation-from-strings`). */
export function serializerOfClosures(plan: Plan, origin: string): Serializer {
  const { slots } = plan;
  const write = generalWriter(plan, origin);
  return (values, stamp, bound) => {
    const given: unknown[] = [];
    for (const slot of slots) {
      const value: unknown = Reflect.get(values, slot.name);
      given.push(value === undefined ? slot.default : value);
    }
    return write(given, stamp, bound);
  };
}

/** What generated serializers hand an entry to when one of its values is not of the declared type. */
export function generalWriter(plan: Plan, origin: string): GeneralWriter {
  const { slots } = plan;
  const writes = plan.steps.map((step) => writeOf(step, origin));
  return (values, stamp, bound) => {
    const jsons: (string | undefined)[] = [];
    for (const [index, slot] of slots.entries()) {
      const value = values[index];
      jsons.push(value === undefined && slot.optional ? undefined : slot.json(value));
    }
    let line = stamp;
    for (const write of writes) line += write(jsons, bound);
    return line;
  };
}

function writeOf(step: Step, origin: string): Write {
  switch (step.step) {
    case 'text':
      return () => step.text;
    case 'origin':
      return () => origin;
    case 'bound':
      return (_jsons, bound) => bound;
    case 'message':
      return (jsons) => {
        const json = jsons[step.slot];
        return json === undefined ? ABSENT : messageText(json);
      };
    case 'field':
      return (jsons) => {
        const json = jsons[step.slot];
        return json === undefined ? '' : step.key + json;
      };
  }
}
