import type { ChdbQueryStream, ChdbResult, RawInsertFormat, RawInsertSummary, Session } from 'chdb';
import { ClickHouseException } from './exception.js';
import type { InsertTarget } from './sql/insert-target.js';
import { quotedIdentifier, stringLiteral } from './sql/literal.js';

/** What surrounds a statement: the state a session has to be in before it runs. */
export interface QueryContext {
  readonly database: string;
  readonly settings: ReadonlyMap<string, string>;
  /** Values as they came in `param_*`: in ClickHouse's TSV escaping, which `SET param_*` expects too. */
  readonly parameters: ReadonlyMap<string, string>;
}

const SETTING_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

const RAW_FORMATS: Readonly<Record<string, RawInsertFormat>> = {
  jsoneachrow: 'JSONEachRow',
  jsoncompacteachrow: 'JSONCompactEachRow',
  csv: 'CSV',
  csvwithnames: 'CSVWithNames',
  tsv: 'TabSeparated',
  tabseparated: 'TabSeparated',
  tsvwithnames: 'TabSeparatedWithNames',
  tabseparatedwithnames: 'TabSeparatedWithNames',
};

/**
 * One chDB session, which runs one statement at a time. Settings, parameters and the database stay in a chDB session from one
 * statement to the next, so this class keeps track of what is set and changes only what differs (0.1 ms per SET, measured).
 *
 * Parameters are set by `SET param_*`, which is private to the session. chDB's own parameter binding is not: two bound queries in
 * different sessions of one process may take each other's values (chdb 3.4.0, comment at `runExclusiveParam` in its index.js).
 */
export class EngineSession {
  readonly #native: Session;
  readonly #applied = new Map<string, string>();
  #database = 'default';

  constructor(native: Session) {
    this.#native = native;
  }

  /** Brings the session into the state a statement asks for. Throws a ClickHouse error for a setting or value it refuses. */
  enter(context: QueryContext): void {
    if (context.database !== this.#database) {
      this.#native.query(`USE ${quotedIdentifier(context.database)}`);
      this.#database = context.database;
    }
    for (const [name, value] of context.parameters) {
      checkName(name);
      this.#native.query(`SET param_${name} = ${stringLiteral(value)}`);
    }
    for (const name of context.settings.keys()) checkName(name);
    const changes: string[] = [];
    for (const [name, value] of context.settings) {
      if (this.#applied.get(name) !== value) changes.push(`${name} = ${stringLiteral(value)}`);
    }
    const leftovers = [...this.#applied.keys()].filter((name) => !context.settings.has(name));
    for (const name of leftovers) changes.push(`${name} = DEFAULT`);
    if (changes.length === 0) return;
    try {
      this.#native.query(`SET ${changes.join(', ')}`);
    } catch (error) {
      this.#reset(new Set([...context.settings.keys(), ...this.#applied.keys()]));
      throw error;
    }
    for (const name of leftovers) this.#applied.delete(name);
    for (const [name, value] of context.settings) this.#applied.set(name, value);
  }

  /** A SET that failed half-way may have applied some of its settings: put every one that exists back. */
  #reset(names: ReadonlySet<string>): void {
    this.#applied.clear();
    for (const name of names) {
      try {
        this.#native.query(`SET ${name} = DEFAULT`);
      } catch (error) {
        // A name the engine does not know was never applied; anything else must not go unseen.
        if (!(error instanceof Error && error.message.includes('UNKNOWN_SETTING'))) throw error;
      }
    }
  }

  /** Runs a statement off the event loop and returns the whole result. */
  run(sql: string, format: string): Promise<ChdbResult> {
    return this.#native.queryAsync(sql, { format });
  }

  /** Starts a SELECT and returns its chunks as they are read; planning happens on the event loop. */
  stream(sql: string, format: string): ChdbQueryStream {
    return this.#native.queryStream(sql, { format });
  }

  /**
   * Frees what a statement that failed or was killed leaves in the engine: chDB lets go of its memory and of its place in the
   * process list only when the session's next statement starts (3.4.0, measured).
   */
  settle(): void {
    this.#native.query('SELECT 1', 'Null');
  }

  /** Inserts rows that never become SQL text. */
  insert(target: InsertTarget, body: Buffer): Promise<RawInsertSummary> {
    const format = RAW_FORMATS[(target.format ?? '').toLowerCase()];
    if (format === undefined) {
      throw new ClickHouseException(
        48,
        'NOT_IMPLEMENTED',
        `The embedded engine takes inserts as ${[...new Set(Object.values(RAW_FORMATS))].join(', ')}, not as ${target.format}.`,
      );
    }
    const columns = target.columns === undefined ? {} : { columns: target.columns };
    return this.#native.insert({ table: target.table, format, values: body, ...columns });
  }

  close(): void {
    this.#native.close();
  }
}

function checkName(name: string): void {
  if (!SETTING_NAME.test(name))
    throw new ClickHouseException(36, 'BAD_ARGUMENTS', `Invalid name ${JSON.stringify(name)}.`);
}
