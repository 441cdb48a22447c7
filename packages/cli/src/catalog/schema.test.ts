import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createModuleGraph } from '../syntax/module-graph.js';
import { sourceFiles } from '../syntax/source-files.js';
import { buildCatalog } from './build-catalog.js';

const LIBRARY = fileURLToPath(new URL('../../../log', import.meta.url));

/** The fields of the one type of an application, as `name: type, class, …`. */
async function fieldsOf(files: Record<string, string>): Promise<{ fields: string[]; unresolved: string[] }> {
  const dir = mkdtempSync(join(tmpdir(), 'heartwood-catalog-'));
  try {
    mkdirSync(join(dir, 'node_modules/@heartwood'), { recursive: true });
    mkdirSync(join(dir, 'src'));
    symlinkSync(LIBRARY, join(dir, 'node_modules/@heartwood/log'));
    writeFileSync(join(dir, 'package.json'), '{"name":"app","type":"module"}');
    for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, 'src', name), text);
    const { types, unresolved } = await buildCatalog(await sourceFiles(['src'], dir), dir, createModuleGraph());
    const fields = types.flatMap((type) =>
      type.fields.map(
        ({ name, type: kind, class: given, strategy, optional, default: standard, subject, description }) =>
          [
            `${name}: ${kind}, ${given}`,
            ...(strategy === undefined ? [] : [strategy]),
            ...(optional ? ['optional'] : []),
            ...(standard === undefined ? [] : [`= ${standard}`]),
            ...(subject === undefined ? [] : [`about ${subject}`]),
            ...(description === undefined ? [] : [description]),
          ].join(', '),
      ),
    );
    return { fields, unresolved: unresolved.map(({ reason }) => reason) };
  } finally {
    rmSync(dir, { recursive: true });
  }
}

const declared = (fields: string, before = ''): string =>
  `import { entryType, f } from '@heartwood/log';\n${before}\nexport const placed = entryType('order.placed', { level: 'info', message: 'x', fields: ${fields} });`;

const MARK =
  'invalid_fields: array of string, internal, optional, Fields whose values the schema refused; * for the whole.';

describe('the fields of a schema are read', () => {
  it('of zod, from another module, with what is chained onto it', async () => {
    const schema = `import { z } from 'zod';
const base = z.object({ order: z.string().min(1), gone: z.string(), address: z.object({ city: z.string(), zip: z.string().optional() }) });
export const order = base.omit({ gone: true }).extend({
  total: z.number().positive().describe('With tax.'),
  items: z.int().default(1),
  method: z.enum(['card', 'invoice']).optional(),
  email: z.email(),
  password: z.string(),
  at: z.iso.datetime(),
  tags: z.array(z.string()),
  either: z.union([z.string(), z.number()]),
}).strict().refine(() => true);`;
    const options = "{ classes: { email: 'pii' }, strategies: { email: 'tokenise' }, subject: 'user_id' }";
    const { fields, unresolved } = await fieldsOf({
      'schema.ts': schema,
      'entries.ts': declared(
        `{ ...f.schema(order, ${options}), user_id: f.standard(), card: f.string({ class: 'sensitive', strategy: 'mask', keep: 'last4' }) }`,
        "import { order } from './schema.js';",
      ),
    });
    expect(fields).toEqual([
      'order: string, internal',
      'address: { city: string, zip: string }, internal',
      'total: number, internal, With tax.',
      'items: integer, internal, optional, = 1',
      'method: enum(card, invoice), internal, optional',
      'email: string, pii, tokenise, about user_id',
      'password: string, secret',
      'at: date, internal',
      'tags: array of string, internal',
      'either: json, internal',
      MARK,
      'user_id: string, internal',
      'card: string, sensitive, mask (last4)',
    ]);
    expect(unresolved).toEqual([]);
  });

  it('of Valibot', async () => {
    const schema = `import * as v from 'valibot';
const order = v.pipe(v.object({
  order: v.pipe(v.string(), v.minLength(1)),
  items: v.optional(v.number(), 1),
  note: v.nullish(v.string()),
  method: v.picklist(['card', 'invoice']),
}), v.readonly());`;
    const { fields } = await fieldsOf({ 'entries.ts': declared('f.schema(order)', schema) });
    expect(fields).toEqual([
      'order: string, internal',
      'items: number, internal, optional, = 1',
      'note: string, internal, optional',
      'method: enum(card, invoice), internal',
      MARK,
    ]);
  });

  it('by the names that are given, where the schema does not tell', async () => {
    const before = "import { order } from 'our-schemas';";
    const named = await fieldsOf({ 'entries.ts': declared("f.schema(order, { names: ['order', 'token'] })", before) });
    expect(named.fields).toEqual(['order: json, internal', 'token: json, secret', MARK]);
    const unknown = await fieldsOf({ 'entries.ts': declared('f.schema(order)', before) });
    expect(unknown.fields).toEqual([MARK]);
    expect(unknown.unresolved).toHaveLength(1);
  });
});
