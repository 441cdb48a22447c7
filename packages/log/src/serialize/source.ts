import type { Field } from '../entry/field.js';
import { MAX_ITEMS } from './field-json.js';
import { type Inline, inlineValue, type SourceScope, sourceOf, type Term } from './inline.js';
import { ABSENT, type Plan, type Slot } from './plan.js';

/** What the source of a serializer is made a function with. */
export interface SerializerSource {
  /**
   * The body of a function of `slots`, `defaults`, `origin` and `kit` that returns a {@link Serializer}. Nothing but numbers of slots and
   * string literals made by `JSON.stringify` enters it.
   */
  readonly body: string;
  /** Default values inside nested objects, which only the declaration has. */
  readonly defaults: readonly unknown[];
}

/**
 * Writes the serializer of one entry type as source: constants merged, every field read once into a local, one check that all values
 * are of their declared types, and one expression for the line. An entry that fails the check goes to `general`, which takes
 * anything.
 *
 * For `{ order: f.id(), total: f.number({ optional: true }), card: f.string({ class: 'secret' }) }`, shortened:
 * ```js
 * const c0=flat(',"level":"INFO","message":"Placed",…'+origin);
 * return function serialize(values,stamp,bound){
 *   let v0=values["order"]; let v1=values["total"];
 *   if((typeof v0==='string'||…)&&(v1===undefined||typeof v1==='number'&&v1-v1===0))
 *     return stamp+c0+bound+',"order":"'+(typeof v0==='string'?escaped(v0):''+v0)+'"'
 *       +(v1===undefined?'':',"total":'+v1)+',"card":"[secret]"}\n';
 *   return general([v0,v1],stamp,bound);
 * }
 * ```
 */
export function serializerSource(plan: Plan): SerializerSource {
  const defaults: unknown[] = [];
  const functions: string[] = [];
  let locals = 0;
  const scope: SourceScope = {
    local: () => `x${locals++}`,
    default(field: Field) {
      return `defaults[${defaults.push(field.default) - 1}]`;
    },
    array(item) {
      const name = scope.local();
      functions.push(`const ${name}=${arraySource(item('each'))};`);
      return name;
    },
  };
  const slots = plan.slots.map((slot, index) => slotSource(slot, index, scope));
  const guard = slots.flatMap((slot) => (slot.guard === '' ? [] : [slot.guard])).join('&&');
  const values = slots.map((_, index) => `v${index}`).join(',');
  const [head, line] = lineTerms(plan, slots);
  const serialize =
    slots.map(({ read }) => read).join('') +
    (guard === '' ? '' : `if(!(${guard}))return general([${values}],stamp,bound);`) +
    slots.map(({ texts }) => texts).join('') +
    `return stamp+${sourceOf(line)};`;
  const constants = `const {escaped,messageText,flat,general,NOTHING}=kit;${head === '' ? '' : `const c0=flat(${head});`}`;
  const body = `${constants}${functions.join('')}return function serialize(values,stamp,bound){${serialize}};`;
  return { body, defaults };
}

/** The source of one slot: how it is read and checked, and its JSON. */
interface SlotSource {
  readonly read: string;
  readonly guard: string;
  /** Statements behind the check, for texts that are needed twice. */
  readonly texts: string;
  readonly terms: readonly Term[];
  readonly message: string;
}

function slotSource(slot: Slot, index: number, scope: SourceScope): SlotSource {
  const v = `v${index}`;
  const absent = slot.optional && slot.default === undefined;
  const withDefault = slot.default === undefined ? '' : `if(${v}===undefined)${v}=slots[${index}].default;`;
  const read = `let ${v}=values[${JSON.stringify(slot.name)}];${withDefault}`;
  const inline = inlineSlot(slot, v, scope);
  if (inline === undefined) {
    const call = `slots[${index}].json(${v})`;
    const texts = `const t${index}=${absent ? `${v}===undefined?'':` : ''}${call};`;
    return { read, guard: '', texts, terms: [{ source: `t${index}` }], message: `messageText(t${index})` };
  }
  const guard = inline.guard !== '' && absent ? `(${v}===undefined||${inline.guard})` : inline.guard;
  if (inline.message === undefined) {
    const texts = `const t${index}=${absent ? `${v}===undefined?'':` : ''}${sourceOf(inline.terms)};`;
    const terms = [{ source: `t${index}` }];
    return { read: read + inline.reads, guard, texts, terms, message: `messageText(t${index})` };
  }
  const texts = `const t${index}=${absent ? `${v}===undefined?'':` : ''}${inline.message};`;
  const terms = inline.terms.map((term) => ('source' in term ? { source: `t${index}` } : term));
  return { read: read + inline.reads, guard, texts, terms, message: `t${index}` };
}

function inlineSlot(slot: Slot, value: string, scope: SourceScope): Inline | undefined {
  if (slot.isProtected) return undefined;
  if (slot.type.kind !== 'standard') return inlineValue(slot.type, value, scope);
  if (slot.name === 'audit') return undefined;
  return inlineValue({ kind: slot.name === 'duration_ms' ? 'number' : 'string' }, value, scope);
}

/** The expression of the constant part that ends with the origin, and the terms of the line, which begin with that part. */
function lineTerms(plan: Plan, slots: readonly SlotSource[]): [head: string, line: Term[]] {
  const terms: Term[] = [];
  let head = '';
  for (const step of plan.steps) {
    if (step.step === 'text') terms.push({ text: step.text });
    else if (step.step === 'bound') terms.push({ source: 'bound' });
    else if (step.step === 'origin') {
      const before = terms.pop();
      head = before !== undefined && 'text' in before ? `${JSON.stringify(before.text)}+origin` : 'origin';
      terms.push({ source: 'c0' });
    } else {
      const slot = slots[step.slot];
      if (slot === undefined) continue;
      const { optional, default: fallback } = plan.slots[step.slot] ?? {};
      const absent = optional === true && fallback === undefined;
      if (step.step === 'message') {
        const source = absent ? `(v${step.slot}===undefined?${JSON.stringify(ABSENT)}:${slot.message})` : slot.message;
        terms.push({ source });
      } else if (absent) {
        terms.push({ source: `(v${step.slot}===undefined?'':${sourceOf([{ text: step.key }, ...slot.terms])})` });
      } else terms.push({ text: step.key }, ...slot.terms);
    }
  }
  return [head, terms];
}

/** A function that writes an array, or returns `undefined` when it is none, too long, or holds an item of another type. */
function arraySource({ reads, guard, terms }: Inline): string {
  const check = guard === '' ? '' : `if(!(${guard}))return;`;
  const item = `const each=array[index];${reads}${check}json+=(index>0?',':'')+${sourceOf(terms)};`;
  return `(array)=>{if(!Array.isArray(array)||array.length>${MAX_ITEMS})return;let json='[';for(let index=0;index<array.length;index++){${item}}return json+']'}`;
}
