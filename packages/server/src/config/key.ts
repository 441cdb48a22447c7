import { z } from 'zod';
import { configSchema } from './schema.js';

/** One configuration key, flattened: what the environment, the error messages and the documentation need to know. */
export interface ConfigKey {
  /** As in heartwood.yaml, dotted: `listen.port`. */
  readonly path: string;
  /** `HEARTWOOD_LISTEN_PORT`. */
  readonly variable: string;
  readonly description: string;
  readonly secret: boolean;
  /** Default as one would write it; absent when the key is optional. */
  readonly defaultValue?: unknown;
}

const variableOf = (path: string): string => `HEARTWOOD_${path.replaceAll('.', '_').toUpperCase()}`;

const defaultOf = (schema: z.ZodType): unknown =>
  schema instanceof z.ZodPrefault || schema instanceof z.ZodDefault ? schema.def.defaultValue : undefined;

function keysOf(shape: Readonly<Record<string, z.ZodType>>, prefix: string): ConfigKey[] {
  return Object.entries(shape).flatMap(([name, schema]): ConfigKey[] => {
    const path = prefix + name;
    const inner = schema instanceof z.ZodPrefault ? schema.unwrap() : schema;
    if (inner instanceof z.ZodObject) return keysOf(inner.shape, `${path}.`);
    const notes = schema.meta() ?? {};
    const defaultValue = defaultOf(schema);
    return [
      {
        path,
        variable: variableOf(path),
        description: notes.description ?? '',
        secret: notes.secret === true,
        ...(defaultValue === undefined ? {} : { defaultValue }),
      },
    ];
  });
}

/** Every key there is, in the order of the schema. */
export const configKeys = (): ConfigKey[] => keysOf(configSchema.shape, '');
