import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  type EntryTypeSummary,
  entryTypeResponseSchema,
  listEntryTypesResponseSchema,
  registerEntryTypesResponseSchema,
} from '@heartwood/server/contract';
import { Command } from 'commander';
import { type Client, createClient } from '../api/client.js';
import { type ConnectionFlags, resolveConnection } from '../api/connection.js';
import { Failure, systemCode } from '../failure.js';
import { printable } from '../render/printable.js';
import { renderTable } from '../render/table.js';
import { localTime } from '../render/text.js';
import type { Terminal } from '../terminal/terminal.js';
import { readDeclaration } from '../types/declaration.js';
import { withConnection } from './flags.js';

interface ListFlags extends ConnectionFlags {
  readonly service?: string;
  readonly drift?: boolean;
  readonly json?: boolean;
}

interface PushFlags extends ConnectionFlags {
  readonly service: string;
  readonly release?: string;
  readonly context?: string[];
}

const HELP = `
A service registers the entry types it declares; the server then counts entries that are not as declared. They are stored all the same.

Examples:
  $ heartwood types                             every type, and how much its entries differ
  $ heartwood types --service shop --drift      what exactly differs, with the id of such an entry
  $ heartwood types --json | jq 'select(.state == "unknown") | .name'
  $ heartwood catalog && heartwood types push docs/log-catalog.json --service shop`;

const PUSH_HELP = `
The file is the JSON that heartwood catalog writes, or that of describeEntryTypes() of @heartwood/log, which says more about nested fields.
It holds all types of the service: one that is missing is marked as no longer declared. It takes a key with the scope ingest.

Examples:
  $ heartwood types push docs/log-catalog.json --service shop --release 2.1.0
  $ heartwood types push types.json --service shop --context tenant --context region`;

const PATH = '/api/v1/entry-types';

/** `heartwood types`: what services declare that they log, and where they do otherwise. */
export function typesCommand(terminal: Terminal): Command {
  const connect = async (flags: ConnectionFlags): Promise<Client> =>
    createClient(await resolveConnection(flags, terminal.env, terminal.directory));
  const types = new Command('types')
    .summary('entry types that services declare, and drift from them')
    .description('The entry types that services declare, and how their entries differ from them.')
    .addHelpText('after', HELP);

  withConnection(types.command('list', { isDefault: true }).description('Prints the types there are.'))
    .option('--service <name>', 'only those of this service')
    .option('--drift', 'only types whose entries differ, and in what')
    .option('--json', 'prints one JSON object a line')
    .addHelpText('after', HELP)
    .action(async (flags: ListFlags) => {
      const client = await connect(flags);
      const { service } = flags;
      const answer = await client.call(PATH, listEntryTypesResponseSchema, { query: { service } });
      const found = answer.entry_types.filter(({ drift }) => flags.drift !== true || drift.findings > 0);
      if (flags.json === true) return terminal.write(found.map((type) => `${JSON.stringify(type)}\n`).join(''));
      await terminal.write(renderTable(flags.drift === true ? await driftRows(client, found) : typeRows(found)));
      if (answer.truncated) terminal.note('There are more; --service narrows it down.\n');
    });

  withConnection(types.command('push <file>').description('Registers the entry types of a service.'))
    .requiredOption('--service <name>', 'the service that declares them, as it stands in its entries')
    .option('--release <version>', 'version of the program')
    .option('--context <field>', 'a field that any entry may have from its context; may be repeated', collect)
    .addHelpText('after', PUSH_HELP)
    .action(async (file: string, flags: PushFlags) => {
      const declaration = readDeclaration(await readJson(file, terminal.directory));
      if (declaration === undefined) {
        throw new Failure('usage', `${file} is neither a catalog nor the JSON of describeEntryTypes().`, {
          hint: '“heartwood catalog” writes docs/log-catalog.json.',
        });
      }
      // Whatever is missing is retired, so this would retire all of them.
      if (declaration.types.length === 0 && declaration.left.length > 0) {
        throw new Failure(
          'failed',
          `Nothing was registered: the catalog could not read the level or stream of any type in ${file}.`,
          {
            hint: 'Give each type a constant level and stream, or push the JSON of describeEntryTypes().',
          },
        );
      }
      const { registered, changed } = await (await connect(flags)).call(PATH, registerEntryTypesResponseSchema, {
        method: 'PUT',
        body: {
          format: 1,
          service: flags.service,
          version: flags.release,
          context_fields: flags.context ?? [],
          entry_types: declaration.types,
        },
      });
      await terminal.write(
        `${registered} entry types of ${printable(flags.service)} are registered, ${changed} changed.\n`,
      );
      for (const name of declaration.left) {
        terminal.note(`${printable(name)} is left out: the catalog could not read its level or stream.\n`);
      }
    });
  return types;
}

const collect = (field: string, before: string[] = []): string[] => [...before, field];

const typeRows = (types: readonly EntryTypeSummary[]): string[][] => [
  ['SERVICE', 'TYPE', 'STATE', 'LEVEL', 'STREAM', 'DRIFT'],
  ...types.map(({ service, name, state, declared, drift }) => [
    printable(service),
    printable(name),
    state,
    declared?.levels.join(',') ?? '-',
    declared?.stream ?? '-',
    drift.findings === 0 ? '-' : `${drift.findings} ${drift.kinds.join(', ')}`,
  ]),
];

async function driftRows(client: Client, types: readonly EntryTypeSummary[]): Promise<string[][]> {
  const rows = [['SERVICE', 'TYPE', 'DRIFT', 'FIELD', 'FOUND', 'ENTRIES', 'LAST SEEN', 'ENTRY']];
  for (const { service, name } of types) {
    const path = `${PATH}/${encodeURIComponent(service)}/${encodeURIComponent(name)}`;
    const { drift } = await client.call(path, entryTypeResponseSchema);
    for (const { kind, field, found, entries, last_seen, sample_id } of drift) {
      rows.push([
        printable(service),
        printable(name),
        kind,
        printable(field ?? '-'),
        printable(found ?? '-'),
        String(entries),
        localTime(last_seen),
        sample_id,
      ]);
    }
  }
  return rows;
}

async function readJson(file: string, directory: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(resolve(directory, file), 'utf8');
  } catch (cause) {
    const reason = systemCode(cause) === 'ENOENT' ? 'There is no file' : 'This file cannot be read:';
    throw new Failure('usage', `${reason} ${file}.`, { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Failure('usage', `${file} is no JSON.`, { cause });
  }
}
