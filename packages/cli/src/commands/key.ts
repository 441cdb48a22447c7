import {
  createKeyResponseSchema,
  type KeyScope,
  keyScopeSchema,
  listKeysResponseSchema,
} from '@heartwood/server/contract';
import { Command, InvalidArgumentError, Option } from 'commander';
import { type Client, createClient } from '../api/client.js';
import { type ConnectionFlags, resolveConnection } from '../api/connection.js';
import { printable } from '../render/printable.js';
import { renderTable } from '../render/table.js';
import { localTime } from '../render/text.js';
import type { Terminal } from '../terminal/terminal.js';
import { withConnection } from './flags.js';

interface CreateFlags extends ConnectionFlags {
  readonly scope?: KeyScope[];
  readonly format: 'text' | 'json';
}

const HELP = `
Scopes: ingest may write entries, read may search, admin may do everything.

Examples:
  $ heartwood key create billing
  $ heartwood key create grafana --scope read
  $ heartwood key create ci --format json | jq -r .secret
  $ heartwood key list
  $ heartwood key revoke 01JD4Z`;

/** `heartwood key`: API keys for applications and tools. */
export function keyCommand(terminal: Terminal): Command {
  const connect = async (flags: ConnectionFlags): Promise<Client> =>
    createClient(await resolveConnection(flags, terminal.env, terminal.directory));
  const format = () => new Option('--format <format>', 'how to print it').choices(['text', 'json']).default('text');
  const key = new Command('key')
    .summary('create, list and revoke API keys')
    .description('API keys, with which applications write and tools read.')
    .addHelpText('after', HELP);

  withConnection(key.command('create <name>').description('Makes a key and prints it; it is shown only this once.'))
    .option('--scope <scope>', 'what the key may do: ingest, read or admin; may be repeated (default: ingest)', scopes)
    .addOption(format())
    .action(async (name: string, flags: CreateFlags) => {
      const client = await connect(flags);
      const created = await client.call('/api/v1/keys', createKeyResponseSchema, {
        method: 'POST',
        body: { name, scopes: flags.scope ?? ['ingest'] },
      });
      if (flags.format === 'json') return terminal.write(`${JSON.stringify(created)}\n`);
      terminal.note(`Key “${printable(created.name)}” may ${created.scopes.join(', ')}. It is shown only this once:\n`);
      return terminal.write(`${created.secret}\n`);
    });

  withConnection(key.command('list').description('Prints the keys there are, without their secrets.'))
    .addOption(format())
    .action(async (flags: CreateFlags) => {
      const { keys } = await (await connect(flags)).call('/api/v1/keys', listKeysResponseSchema);
      if (flags.format === 'json') return terminal.write(keys.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
      const rows = keys.map(({ id, name, scopes: may, created_at, last_used_at }) => [
        id,
        printable(name),
        may.join(','),
        localTime(created_at),
        last_used_at === undefined ? 'never' : localTime(last_used_at),
      ]);
      return terminal.write(renderTable([['ID', 'NAME', 'SCOPES', 'CREATED', 'LAST USED'], ...rows]));
    });

  withConnection(
    key.command('revoke <id>').description('Takes a key out of use at once; its id is in key list.'),
  ).action(async (id: string, flags: ConnectionFlags) => {
    const response = await (await connect(flags)).open(`/api/v1/keys/${encodeURIComponent(id)}`, { method: 'DELETE' });
    await response.arrayBuffer();
    await terminal.write(`Key ${printable(id)} is revoked.\n`);
  });
  return key;
}

function scopes(text: string, before: KeyScope[] = []): KeyScope[] {
  const scope = keyScopeSchema.safeParse(text);
  if (!scope.success) throw new InvalidArgumentError(`It must be one of ${keyScopeSchema.options.join(', ')}.`);
  return [...before, scope.data];
}
