import { ABSENT, messageText, type Plan, type Serializer, type Step } from './plan.js';

type Write = (jsons: readonly (string | undefined)[], time: string, id: string, seq: number, bound: string) => string;

/** The back end for where code generation is not allowed (CSP, `--disallow-code-generation-from-strings`). */
export function serializerOfClosures(plan: Plan): Serializer {
  const { slots } = plan;
  const writes = plan.steps.map(writeOf);
  return (values, time, id, seq, bound) => {
    const jsons: (string | undefined)[] = [];
    for (const slot of slots) {
      const given: unknown = Reflect.get(values, slot.name);
      const value = given === undefined ? slot.default : given;
      jsons.push(value === undefined && slot.optional ? undefined : slot.json(value));
    }
    let line = '';
    for (const write of writes) line += write(jsons, time, id, seq, bound);
    return line;
  };
}

function writeOf(step: Step): Write {
  switch (step.step) {
    case 'text':
      return () => step.text;
    case 'time':
      return (_jsons, time) => time;
    case 'id':
      return (_jsons, _time, id) => id;
    case 'seq':
      return (_jsons, _time, _id, seq) => `${seq}`;
    case 'bound':
      return (_jsons, _time, _id, _seq, bound) => bound;
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
