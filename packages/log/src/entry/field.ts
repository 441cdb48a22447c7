import { fieldKinds } from './field-kinds.js';
import { schemaFields } from './schema-fields.js';

export type * from './declared-field.js';
export type { DecimalValue } from './field-kinds.js';

/**
 * Declares the fields of an entry type. Every kind takes `optional`, `default`, `class`, `subject`, `strategy`, `keep` and `description`.
 *
 * @example
 * const fields = {
 *   order: f.object('order'),                           // a business object: also fills object_type and object_id
 *   total: f.decimal({ unit: 'EUR' }),                  // written as text, nothing is rounded
 *   method: f.enum(['card', 'invoice']),
 *   coupon: f.string({ optional: true }),
 *   email: f.string({ class: 'pii', subject: 'customer', strategy: 'tokenise' }),
 *   duration_ms: f.standard(),                          // a standard field: name and type are fixed
 *   err: f.error({ optional: true }),                   // written as the standard field `error`
 * };
 */
export const field = {
  ...fieldKinds,
  /** All fields of a schema of zod, Valibot or another library with the interface of https://standardschema.dev. */
  schema: schemaFields,
};
