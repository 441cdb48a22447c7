import { searchResponseSchema } from '@heartwood/server/contract';
import { Command, Option } from 'commander';
import { createClient } from '../api/client.js';
import { type ConnectionFlags, resolveConnection } from '../api/connection.js';
import { momentOf } from '../api/moment.js';
import { Failure } from '../failure.js';
import { OUTPUT_FORMATS, type OutputFormat, rendererOf } from '../render/render.js';
import type { Terminal } from '../terminal/terminal.js';
import { zoneOf } from '../time/zone.js';
import { wholeNumber, withConnection } from './flags.js';

interface QueryFlags extends ConnectionFlags {
  readonly from: string;
  readonly to: string;
  readonly limit: number;
  readonly oldestFirst?: boolean;
  readonly format: OutputFormat;
}

/** Entries asked for at once; more come page by page, so that any number can be written out. */
const PAGE = 1_000;

const HELP = `
A query is plain words, field:value, or LogQL; docs/search.md has the whole language.

Examples:
  $ heartwood query declined
  $ heartwood query 'level:error service:shop -event:http.request' --from 24h
  $ heartwood query 'duration_ms:>500' --from '2026-11-21 08:00' --to '2026-11-21 09:00'
  $ heartwood query '{service="shop"} |= "declined"' --format json | jq .fields.order
  $ heartwood query 'service:shop' --from 7d --limit 100000 --format csv > shop.csv`;

/** `heartwood query`: entries of the past. */
export function queryCommand(terminal: Terminal): Command {
  const command = new Command('query')
    .summary('search entries')
    .description('Prints the entries that match a query, the newest first.')
    .argument('[query...]', 'what to look for; nothing: everything')
    .option('--from <moment>', 'from when: 15m, 24h, 7d, 2026-11-21, "2026-11-21 08:00", RFC 3339', '1h')
    .option('--to <moment>', 'until when, not included', 'now')
    .option('--limit <number>', 'how many entries at most', wholeNumber(1), 100)
    .option('--oldest-first', 'begins with the oldest')
    .addOption(new Option('--format <format>', 'how to print them').choices(OUTPUT_FORMATS).default('text'));
  return withConnection(command)
    .addHelpText('after', HELP)
    .action((words: string[], flags: QueryFlags) => query(words.join(' '), flags, terminal));
}

async function query(text: string, flags: QueryFlags, terminal: Terminal): Promise<void> {
  const client = createClient(await resolveConnection(flags, terminal.env, terminal.directory));
  const zone = zoneOf('local');
  const renderer = rendererOf(flags.format, terminal.colours);
  let header = renderer.header;
  let cursor: string | undefined;
  let printed = 0;
  // The end is fixed at the first page, so that entries that arrive meanwhile do not move the pages.
  const to = flags.to === 'now' ? new Date(terminal.now()).toISOString() : momentOf(flags.to, zone);
  do {
    const page = await client
      .call('/api/v1/search', searchResponseSchema, {
        query: {
          query: text,
          from: momentOf(flags.from, zone),
          to,
          limit: Math.min(PAGE, flags.limit - printed),
          direction: flags.oldestFirst ? 'forward' : 'backward',
          cursor,
        },
        signal: terminal.interrupted,
      })
      .catch((error: unknown) => {
        throw terminal.interrupted.aborted ? new Failure('interrupted', 'Interrupted.') : error;
      });
    await terminal.write(header + page.entries.map(renderer.line).join(''));
    header = '';
    printed += page.entries.length;
    cursor = page.cursor;
    if (page.entries.length === 0) break;
  } while (cursor !== undefined && printed < flags.limit);
  if (printed === 0) terminal.note(nothing(text, flags));
}

function nothing(text: string, flags: QueryFlags): string {
  const back = /^(?:now-)?(\d+)([smhdwy])$/.exec(flags.from);
  const sinceThen = back ? `in the last ${back[1]}${back[2]}` : `since ${flags.from}`;
  const range = flags.to === 'now' ? sinceThen : `from ${flags.from} to ${flags.to}`;
  const perWeek = { s: 604_800, m: 10_080, h: 168, d: 7 }[back?.[2] ?? ''];
  const further = perWeek && Number(back?.[1]) < perWeek ? ' --from 7d looks further back.' : '';
  return `${text === '' ? 'There is no entry' : `No entry matches “${text}”`} ${range}.${further}\n`;
}
