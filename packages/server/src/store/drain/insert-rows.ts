import type { Engine } from '@heartwood/engine';
import type { Stream } from '../../record/index.js';
import { tableOf } from '../schema/columns.js';
import type { DeadLetter } from './dead-letters.js';
import { refusalOf } from './refusal.js';

/** The rows of one stream in one range. */
export interface RowSet {
  readonly stream: Stream;
  /** JSONEachRow, each line ended by a line feed. */
  readonly bodies: readonly Uint8Array[];
  readonly token: string;
}

/**
 * Inserts the rows of one table and returns those the engine refuses for what they hold. A refused set is halved until the bad
 * rows stand alone; the halves' tokens follow from the set's, so a repetition after a crash is deduplicated like the set.
 *
 * @throws whatever else goes wrong: the engine is away, busy or full, and the same call can be made again.
 */
export async function insertRows(engine: Pick<Engine, 'insert'>, rows: RowSet): Promise<DeadLetter[]> {
  const error = await tryInsert(engine, rows);
  if (error === undefined) return [];
  const lines = linesOf(rows.bodies);
  return insertHalves(engine, rows, lines, error);
}

async function insertHalves(
  engine: Pick<Engine, 'insert'>,
  rows: RowSet,
  lines: readonly Uint8Array[],
  error: string,
): Promise<DeadLetter[]> {
  const { stream, token } = rows;
  if (lines.length <= 1) {
    const row = Buffer.concat([...lines])
      .toString('utf8')
      .trimEnd();
    return lines.length === 0 ? [] : [{ at: new Date().toISOString(), stream, token, error, row }];
  }
  const middle = Math.ceil(lines.length / 2);
  const letters: DeadLetter[] = [];
  for (const [name, half] of [
    ['a', lines.slice(0, middle)],
    ['b', lines.slice(middle)],
  ] as const) {
    const part: RowSet = { stream, bodies: [Buffer.concat([...half])], token: `${token}/${name}` };
    const refusal = await tryInsert(engine, part);
    if (refusal !== undefined) letters.push(...(await insertHalves(engine, part, half, refusal)));
  }
  return letters;
}

async function tryInsert(
  engine: Pick<Engine, 'insert'>,
  { stream, bodies, token }: RowSet,
): Promise<string | undefined> {
  try {
    await engine.insert({ table: tableOf(stream), format: 'JSONEachRow', body: bodies, deduplicationToken: token });
    return undefined;
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    return refusal;
  }
}

function linesOf(bodies: readonly Uint8Array[]): Uint8Array[] {
  return bodies.flatMap((body) => {
    const lines: Uint8Array[] = [];
    for (let start = 0; start < body.length; ) {
      const feed = body.indexOf(0x0a, start);
      const end = feed === -1 ? body.length : feed + 1;
      lines.push(body.subarray(start, end));
      start = end;
    }
    return lines;
  });
}
