import type { AuditArguments } from '../audit/audit-call.js';
import type { AuditAction, AuditEvent } from '../audit/audit-event.js';
import type { EntryType } from '../entry/entry-type.js';
import type { Fields } from '../entry/field.js';
import { DRAFT, type Draft, type Drafting } from '../logger/draft.js';
import type { EmitArguments, Logger } from '../logger/logger.js';
import type { OutboxPool, Queryable } from './queryable.js';
import { OutboxRelay, type RelayOptions } from './relay.js';

/** What {@link pgOutbox} takes. */
export interface PgOutboxOptions {
  readonly log: Logger;
  /** Table of the outbox, with its schema if it is not in the search path. Default `heartwood_outbox`. */
  readonly table?: string;
}

/** An outbox in PostgreSQL: entries that commit together with the rows they tell of. */
export interface PgOutbox {
  /** The statement that creates the table when it is not there, for your migrations. */
  readonly createTableSql: string;
  /** Creates the table when it is not there. */
  createTable(client: Queryable): Promise<void>;
  /**
   * `log.emit` into the transaction of the client. The entry has the time, the id and the context of this call.
   *
   * @throws what the client throws: the transaction has failed, and so has the row
   */
  emit<const F extends Fields>(
    client: Queryable,
    type: EntryType<F>,
    ...values: EmitArguments<NoInfer<F>>
  ): Promise<void>;
  /** `log.audit` into the transaction of the client. */
  audit<const F extends Fields>(
    client: Queryable,
    type: EntryType<F>,
    ...call: AuditArguments<NoInfer<F>>
  ): Promise<void>;
  audit(client: Queryable, action: AuditAction): Promise<void>;
  /** `log.security` into the transaction of the client. */
  security<const F extends Fields>(
    client: Queryable,
    type: EntryType<F>,
    ...call: AuditArguments<NoInfer<F>>
  ): Promise<void>;
  security(client: Queryable, action: AuditAction): Promise<void>;
  /** What takes committed entries to the logger; start it in one process or in several. */
  relay(pool: OutboxPool, options?: RelayOptions): OutboxRelay;
}

const TABLE = /^[A-Za-z_][A-Za-z0-9_$]{0,62}(\.[A-Za-z_][A-Za-z0-9_$]{0,62})?$/;

/**
 * The transactional outbox (https://microservices.io/patterns/data/transactional-outbox.html): a business row and its audit entry are written in one
 * transaction, so there is never one without the other. A relay takes committed entries to the logger, and deletes them when the logger's
 * destinations have them on disk: each arrives at least once, under the same `id`.
 *
 * @param options.log made by `createLogger`
 * @throws {TypeError} when the table's name is not plain
 *
 * @example
 * const outbox = pgOutbox({ log });
 * await client.query('BEGIN');
 * await client.query('UPDATE invoices SET status = $1 WHERE id = $2', ['approved', 'inv_42']);
 * await outbox.audit(client, invoiceApproved, { invoice: 'inv_42' }, { before, after });
 * await client.query('COMMIT');
 *
 * outbox.relay(pool).start();
 */
export function pgOutbox(options: PgOutboxOptions): PgOutbox {
  const { log, table = 'heartwood_outbox' } = options;
  if (!TABLE.test(table))
    throw new TypeError(`'${table}' is no plain name of a table; use letters, digits and underscores`);
  if (!isDrafting(log)) throw new TypeError('pgOutbox takes a logger made by createLogger');
  const drafts = log[DRAFT];
  const quoted = table
    .split('.')
    .map((part) => `"${part}"`)
    .join('.');
  const createTableSql = `CREATE TABLE IF NOT EXISTS ${quoted} (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  line text NOT NULL,
  level smallint NOT NULL,
  audited boolean NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
)`;
  const insert = async (client: Queryable, { line, level, audited }: Draft): Promise<void> => {
    await client.query(`INSERT INTO ${quoted} (line, level, audited) VALUES ($1, $2, $3)`, [line, level, audited]);
  };
  return {
    createTableSql,
    createTable: async (client) => {
      await client.query(createTableSql);
    },
    emit: (client, type, ...values) => insert(client, drafts.make(undefined, type, values[0])),
    audit: (client: Queryable, first: EntryType | AuditAction, values?: object, event?: AuditEvent) =>
      insert(client, drafts.make('audit', first, values, event)),
    security: (client: Queryable, first: EntryType | AuditAction, values?: object, event?: AuditEvent) =>
      insert(client, drafts.make('security', first, values, event)),
    relay: (pool, relayOptions) => new OutboxRelay(drafts, pool, quoted, relayOptions),
  };
}

const isDrafting = (log: Logger): log is Logger & Drafting => DRAFT in log;
