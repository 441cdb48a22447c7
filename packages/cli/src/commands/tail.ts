import { setTimeout as sleep } from 'node:timers/promises';
import { logRecordSchema, searchResponseSchema } from '@heartwood/server/contract';
import { Command, Option } from 'commander';
import { type Client, createClient } from '../api/client.js';
import { type ConnectionFlags, resolveConnection } from '../api/connection.js';
import { readEvents } from '../api/event-stream.js';
import { Failure } from '../failure.js';
import { type OutputFormat, type Renderer, rendererOf } from '../render/render.js';
import { formatCount, formatDuration } from '../terminal/size.js';
import type { Terminal } from '../terminal/terminal.js';
import { wholeNumber, withConnection } from './flags.js';

interface TailFlags extends ConnectionFlags {
  readonly last: number;
  readonly format: Exclude<OutputFormat, 'csv'>;
}

/** Waits between attempts to connect again, milliseconds: doubling from the first to the last. */
const FIRST_WAIT = 500;
const LAST_WAIT = 10_000;

const HELP = `
Examples:
  $ heartwood tail
  $ heartwood tail 'level:error'
  $ heartwood tail 'service:shop event:payment.declined' --format json | jq .message`;

/** `heartwood tail`: entries as they arrive, until Ctrl-C. */
export function tailCommand(terminal: Terminal): Command {
  const command = new Command('tail')
    .summary('follow entries as they arrive')
    .description(
      'Prints entries that match a query as they arrive, until Ctrl-C. Connects again when the server was gone.',
    )
    .argument('[query...]', 'what to look for, as in heartwood query; nothing: everything')
    .option('-n, --last <number>', 'begins with this many entries of the last hour', wholeNumber(0, 1_000), 10)
    .addOption(new Option('--format <format>', 'how to print them').choices(['text', 'json']).default('text'));
  return withConnection(command)
    .addHelpText('after', HELP)
    .action((words: string[], flags: TailFlags) => tail(words.join(' '), flags, terminal));
}

async function tail(query: string, flags: TailFlags, terminal: Terminal): Promise<void> {
  const client = createClient(await resolveConnection(flags, terminal.env, terminal.directory));
  const renderer = rendererOf(flags.format, terminal.colours);
  const { interrupted } = terminal;
  try {
    if (flags.last > 0) await printLast(query, flags.last, client, renderer, terminal);
    let wait = FIRST_WAIT;
    let connected = false;
    while (!interrupted.aborted) {
      try {
        const response = await client.open('/api/v1/tail', { query: { query }, signal: interrupted });
        if (connected) terminal.note('Connected again; what came meanwhile is found with heartwood query.\n');
        connected = true;
        wait = FIRST_WAIT;
        await follow(response, renderer, terminal);
        terminal.note('The server ended the connection.\n');
      } catch (error) {
        // A query the server does not understand, or a key it does not know, stays wrong however often it is tried.
        const lost = !(error instanceof Failure) || error.kind === 'unreachable';
        if (interrupted.aborted || !connected || !lost) throw error;
      }
      terminal.note(`Trying again in ${formatDuration(wait)}.\n`);
      await sleep(wait, undefined, { signal: interrupted });
      wait = Math.min(wait * 2, LAST_WAIT);
    }
  } catch (error) {
    // Ctrl-C is how a tail ends well.
    if (!interrupted.aborted) throw error;
  }
}

async function printLast(
  query: string,
  last: number,
  client: Client,
  renderer: Renderer,
  terminal: Terminal,
): Promise<void> {
  const page = await client.call('/api/v1/search', searchResponseSchema, {
    query: { query, from: 'now-1h', limit: last },
    signal: terminal.interrupted,
  });
  await terminal.write(page.entries.toReversed().map(renderer.line).join(''));
}

async function follow(response: Response, renderer: Renderer, terminal: Terminal): Promise<void> {
  if (!response.body) return;
  for await (const { event, data } of readEvents(response.body)) {
    if (event === 'entries') {
      const entries = logRecordSchema.array().parse(JSON.parse(data));
      await terminal.write(entries.map(renderer.line).join(''));
    } else if (event === 'dropped') {
      const { count }: { count: number } = JSON.parse(data);
      terminal.note(`${formatCount(count)} entries came too fast and are not shown; heartwood query has them.\n`);
    }
  }
}
