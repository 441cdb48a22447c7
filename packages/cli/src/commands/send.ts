import { Command, InvalidArgumentError, Option } from 'commander';
import { type ConnectionFlags, resolveConnection } from '../api/connection.js';
import { EXIT_CODES, Failure } from '../failure.js';
import { FORMATS, formatNamed } from '../formats/detect.js';
import { createCutMemory, stateDirectory } from '../send/cuts.js';
import { expandFiles } from '../send/files.js';
import { type Outlet, type SendOptions, sendFile } from '../send/send-file.js';
import { createShipper } from '../send/shipper.js';
import { summarise } from '../send/summary.js';
import { createProgress } from '../terminal/progress.js';
import { formatCount, formatDuration } from '../terminal/size.js';
import type { Terminal } from '../terminal/terminal.js';
import { zoneOf } from '../time/zone.js';
import type { Finish } from './finish.js';
import { milliseconds, pairs, withConnection } from './flags.js';

interface SendFlags extends ConnectionFlags {
  readonly format?: string;
  readonly timezone: string;
  readonly service?: string;
  readonly field?: Readonly<Record<string, string>>;
  readonly retryFor: number;
  readonly dryRun?: boolean;
}

const HELP = `
Formats, detected file by file unless --format says otherwise:
${FORMATS.map((format) => `  ${format.name.padEnd(13)} ${format.title}`).join('\n')}

Of several files, those that cannot be sent (directories, binary files) are named and left out, and the exit code is 1.
Lines of a stack trace are joined to their entry. An entry without a time gets that of the entry before, else that of the
file. gzip is unpacked. Sending the same file again, also one that has grown, stores nothing twice while the server remembers it,
which is a day.

Examples:
  $ heartwood send /var/log/dpkg.log
  $ heartwood send app.log app.log.*.gz --service shop --field environment=production
  $ heartwood send --timezone Europe/Berlin old.log
  $ heartwood send --dry-run strange.log | head
  $ journalctl -o json -f | heartwood send -
  $ kubectl logs -f pod | heartwood send - --service checkout

Exit codes: 0 everything was accepted, 3 some entries were rejected, see also heartwood --help.`;

/** `heartwood send FILE…`: ships existing log files of any format. */
export function sendCommand(terminal: Terminal, finish: Finish): Command {
  const command = new Command('send')
    .summary('ship existing log files of any format')
    .description('Ships log files of any format to the server, so that they can be searched a moment later.')
    .argument('<files...>', 'files or patterns; - is standard input')
    .option('--format <name>', 'what the files are; default: detected')
    .option('--timezone <zone>', 'zone of times without one: Europe/Berlin, UTC, +02:00 or local', 'local')
    .option('--service <name>', 'service of all entries; default: what they say, else after the file’s name')
    .option('--field <name=value>', 'adds a field to every entry; may be repeated', addedField)
    .addOption(
      new Option('--retry-for <duration>', 'how long to try while the server takes nothing')
        .argParser(milliseconds)
        .default(300_000, '5m'),
    )
    .option('--dry-run', 'prints what would be sent, as NDJSON, and sends nothing');
  return withConnection(command)
    .addHelpText('after', HELP)
    .action(async (names: string[], flags: SendFlags) => finish(await send(names, flags, terminal)));
}

async function send(names: readonly string[], flags: SendFlags, terminal: Terminal): Promise<number> {
  const options: SendOptions = {
    format: flags.format === undefined ? undefined : formatNamed(flags.format),
    zone: zoneOf(flags.timezone),
    service: flags.service,
    fields: flags.field ?? {},
  };
  const skipped: Failure[] = [];
  /** Of several files, those that cannot be sent are named and left out; a single one is an error. */
  const skip = (error: unknown): void => {
    const ofFile = error instanceof Failure && (error.kind === 'usage' || error.kind === 'failed');
    if (!ofFile || (names.length === 1 && files.length <= 1)) throw error;
    skipped.push(error);
    terminal.note(`${terminal.colours.yellow('skipped')}: ${error.message}${error.hint ? ` ${error.hint}` : ''}\n`);
  };
  const files: string[] = [];
  for (const name of names) {
    await expandFiles([name], terminal.directory).then((found) => files.push(...found), skip);
  }
  if (files.includes('-') && terminal.inputIsTerminal) {
    terminal.note('Reading standard input; Ctrl-D ends it.\n');
  }
  const progress = createProgress(terminal);
  const outlet: Outlet = flags.dryRun
    ? printing(terminal)
    : await shipping(flags, files.includes('-'), terminal, progress.clear);
  let isTold = false;
  const memory = createCutMemory(flags.dryRun ? undefined : stateDirectory(terminal.env), (reason) => {
    if (isTold) return;
    isTold = true;
    progress.clear();
    terminal.note(
      `Where files were cut cannot be remembered, so one that has grown may be stored twice in part: ${reason}\n`,
    );
  });
  let accepted = 0;
  let rejected = 0;
  let sent = 0;
  for (const file of files) {
    const report = await sendFile(file, options, outlet, memory, terminal, progress).catch(skip);
    if (!report) continue;
    sent += 1;
    accepted += report.accepted;
    rejected += report.rejected;
    if (flags.dryRun) terminal.note(summarise(report).replace(' sent (', ' would be sent ('));
    else await terminal.write(summarise(report));
  }
  if (files.length > 1 && !flags.dryRun)
    await terminal.write(`${formatCount(accepted)} entries of ${formatCount(sent)} files sent\n`);
  if (skipped.length > 0) {
    throw new Failure('failed', `${formatCount(skipped.length)} of the files named could not be sent; see above.`);
  }
  return rejected > 0 ? EXIT_CODES.rejected : EXIT_CODES.ok;
}

/** What every entry says itself; a flag for all of them would replace what each was read to say. */
const OWN = ['timestamp', 'level', 'message', 'id', 'received_at'];

function addedField(text: string, before?: Readonly<Record<string, string>>): Record<string, string> {
  const fields = pairs(text, before);
  const own = OWN.find((name) => Object.hasOwn(fields, name));
  if (own === undefined) return fields;
  throw new InvalidArgumentError(`Each entry has a ${own} of its own; give the field another name.`);
}

function printing(terminal: Terminal): Outlet {
  return async (batch) => {
    if (terminal.interrupted.aborted) throw new Failure('interrupted', 'Interrupted.');
    await terminal.write(batch.body.toString('utf8'));
    return { accepted: batch.lines.length, rejected: [], rejectedCount: 0 };
  };
}

async function shipping(flags: SendFlags, piped: boolean, terminal: Terminal, clear: () => void): Promise<Outlet> {
  const connection = await resolveConnection(flags, terminal.env, terminal.directory);
  const shipper = createShipper({
    connection,
    retryFor: flags.retryFor,
    // What has been read from a pipe cannot be read again: Ctrl-C ends the reading, and what came is still sent.
    interrupted: piped ? new AbortController().signal : terminal.interrupted,
    onWait(reason, ms) {
      clear();
      terminal.note(`Waiting ${formatDuration(ms)} before trying again: ${reason}\n`);
    },
  });
  return shipper.ship;
}
