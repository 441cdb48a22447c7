import { escaped } from './escape.js';
import { ABSENT, messageText, type Plan, type Serializer, type Slot } from './plan.js';

/**
 * The fast back end: one function per entry type, its constants merged into the source. Nothing but numbers of slots and
 * string literals made by `JSON.stringify` enters the source; writers and defaults come in as arguments.
 *
 * The source for `{ order: f.id(), total: f.number({ optional: true }), card: f.string({ class: 'secret' }) }`, shortened:
 * ```js
 * let v0=values["order"];
 * const s0=typeof v0==='string'?escaped(v0):undefined;
 * const j0=s0!==undefined?'"'+s0+'"':json0(v0);
 * let v1=values["total"];
 * const j1=typeof v1==='number'&&v1-v1===0?''+v1:v1===undefined?undefined:json1(v1);
 * return '{"timestamp":"'+time+'","level":"INFO",…,"seq":'+seq+bound+',"order":'+j0+(j1===undefined?'':',"total":'+j1)+',"card":"[secret]"}\n';
 * ```
 *
 * @throws {EvalError} where code generation is not allowed; see {@link serializerOfClosures}
 */
export function generatedSerializer(plan: Plan): Serializer {
  const { slots } = plan;
  const parameters = slots.flatMap((_, slot) => [`json${slot}`, `default${slot}`]);
  const body = `${slots.map(readSource).join('')}return ${lineSource(plan)};`;
  const make = new Function(
    ...['escaped', 'messageText', ...parameters],
    `"use strict";return function serialize(values,time,id,seq,bound){${body}}`,
  );
  return make(escaped, messageText, ...slots.flatMap((slot) => [slot.json, slot.default]));
}

/** Whether functions may be made from source here. */
export function canGenerate(): boolean {
  try {
    return new Function('return true')() === true;
  } catch {
    return false;
  }
}

/** Reads one slot once, into `v`, and writes its JSON into `j`; `s` is the escaped text where the value is a string. */
function readSource(slot: Slot, index: number): string {
  const [v, s, j] = [`v${index}`, `s${index}`, `j${index}`];
  const read = `let ${v}=values[${JSON.stringify(slot.name)}];`;
  const fallback = slot.default === undefined ? '' : `if(${v}===undefined)${v}=default${index};`;
  const slow = `${slot.optional ? `${v}===undefined?undefined:` : ''}json${index}(${v});`;
  switch (slot.mostly) {
    case 'text':
      return `${read}${fallback}const ${s}=typeof ${v}==='string'?escaped(${v}):undefined;const ${j}=${s}!==undefined?'"'+${s}+'"':${slow}`;
    case 'number':
      return `${read}${fallback}const ${j}=typeof ${v}==='number'&&${v}-${v}===0?''+${v}:${slow}`;
    case 'other':
      return `${read}${fallback}const ${j}=${slow}`;
  }
}

/** The expression of the whole line; neighbouring constants become one literal. */
function lineSource(plan: Plan): string {
  const terms: string[] = [];
  let constant = '';
  const term = (source: string): void => {
    if (constant !== '') terms.push(JSON.stringify(constant));
    constant = '';
    if (source !== '') terms.push(source);
  };
  for (const step of plan.steps) {
    if (step.step === 'text') constant += step.text;
    else if (step.step === 'field') {
      const optional = plan.slots[step.slot]?.optional === true;
      if (!optional) constant += step.key;
      term(optional ? `(j${step.slot}===undefined?'':${JSON.stringify(step.key)}+j${step.slot})` : `j${step.slot}`);
    } else if (step.step === 'message') term(messageSource(plan, step.slot));
    else term(step.step);
  }
  term('');
  return terms.join('+');
}

function messageSource(plan: Plan, slot: number): string {
  const json = `(j${slot}===undefined?${JSON.stringify(ABSENT)}:messageText(j${slot}))`;
  return plan.slots[slot]?.mostly === 'text' ? `(s${slot}!==undefined?s${slot}:${json})` : json;
}
