import { createHash } from 'node:crypto';
import type { EntryType } from '../entry/entry-type.js';
import { Protection } from '../protection/protection.js';
import { Redaction } from '../redaction/redaction.js';
import type { BackEnd } from './compile.js';
import type { Writing } from './field-json.js';
import { instantiate, type MakeSerializer, PARAMETERS } from './generated.js';
import { type Plan, planOf } from './plan.js';
import { serializerSource } from './source.js';

/**
 * Serializers made at build time by `heartwood compile`, by the hash of their source: one for a declaration that has changed since
 * is not found, so a stale module costs speed and never a wrong line.
 */
export type CompiledSerializers = Readonly<Record<string, MakeSerializer>>;

/** Takes serializers from a module where it has them, from another back end where not. */
export function compiledSerializers(compiled: CompiledSerializers, otherwise: BackEnd): BackEnd {
  return (plan, origin) => {
    const source = serializerSource(plan);
    const key = hashOf(source.body);
    const make = Object.hasOwn(compiled, key) ? compiled[key] : undefined;
    return make === undefined ? otherwise(plan, origin) : instantiate(make, source, plan, origin);
  };
}

/** 64 bits of SHA-256: enough to tell the sources of one program apart. */
const hashOf = (body: string): string => createHash('sha256').update(body).digest('hex').slice(0, 16);

/**
 * The source of an ES module that exports {@link CompiledSerializers} for these types: the same code that is otherwise made at run time, for
 * places where none may be made (a content security policy, edge runtimes, `--disallow-code-generation-from-strings`).
 *
 * @example
 * writeFileSync('log-serializers.js', serializerModule([orderPlaced, orderPaid]));
 * // and in the application
 * import { serializers } from './log-serializers.js';
 * const log = createLogger({ serializers });
 */
export function serializerModule(types: readonly EntryType[]): string {
  return moduleOf(types.map((type) => [type.name, planOf(type, NOTHING_WRITTEN)]));
}

/** The same for plans, each with a name for the reader. */
export function moduleOf(plans: readonly (readonly [name: string, plan: Plan])[]): string {
  const made = new Map<string, string>();
  for (const [name, plan] of plans) {
    const { body } = serializerSource(plan);
    const key = hashOf(body);
    made.set(key, `  // ${JSON.stringify(name)}\n  '${key}': (${PARAMETERS.join(', ')}) => {${body}},\n`);
  }
  return `// Made by \`heartwood compile\`. Do not edit: compile again when a declaration has changed.
export const serializers = {
${[...made.values()].join('')}};
`;
}

/** For the writers of a plan, which are not part of its source. */
const NOTHING_WRITTEN: Writing = { redaction: new Redaction(), protection: new Protection({}, () => {}) };
