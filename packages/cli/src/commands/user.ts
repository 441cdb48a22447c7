import {
  listUsersResponseSchema,
  type Role,
  roleSchema,
  type UserPasswordResponse,
  userPasswordResponseSchema,
} from '@heartwood/server/contract';
import { Command, Option } from 'commander';
import { type Client, createClient } from '../api/client.js';
import { type ConnectionFlags, resolveConnection } from '../api/connection.js';
import { printable } from '../render/printable.js';
import { renderTable } from '../render/table.js';
import { localTime } from '../render/text.js';
import { newPassword, type PasswordFlags } from '../terminal/new-password.js';
import type { Terminal } from '../terminal/terminal.js';
import { withConnection } from './flags.js';

interface Flags extends ConnectionFlags, PasswordFlags {
  readonly role: Role;
  readonly format: 'text' | 'json';
}

const HELP = `
Roles: developer may search, admin may do everything. A password has at least 12 characters.

Examples:
  $ heartwood user create jo@example.com --generate
  $ heartwood user create maria --role admin
  $ heartwood user password admin               when it is lost; asks for the new one
  $ pass show heartwood | heartwood user password maria --password-stdin
  $ heartwood user list
  $ heartwood user delete jo@example.com`;

const pathOf = (name: string): string => `/api/v1/users/${encodeURIComponent(name)}`;

/** `heartwood user`: the people who may sign in. */
export function userCommand(terminal: Terminal): Command {
  const connect = async (flags: ConnectionFlags): Promise<Client> =>
    createClient(await resolveConnection(flags, terminal.env, terminal.directory));
  const format = () => new Option('--format <format>', 'how to print it').choices(['text', 'json']).default('text');
  const withPassword = (command: Command): Command =>
    withConnection(command)
      .addOption(new Option('--generate', 'lets the server make the password up').conflicts('passwordStdin'))
      .option('--password-stdin', 'reads the password from standard input instead of asking for it')
      .addOption(format());

  const answer = (changed: UserPasswordResponse, said: string, flags: Flags): Promise<void> => {
    if (flags.format === 'json') return terminal.write(`${JSON.stringify(changed)}\n`);
    if (changed.password === undefined) return terminal.write(`${said}.\n`);
    terminal.note(`${said}. The password is shown only this once:\n`);
    return terminal.write(`${changed.password}\n`);
  };

  const user = new Command('user')
    .summary('create, list and delete users, set passwords')
    .description('The people who may sign in. It takes a key with the scope admin, as the local one.')
    .addHelpText('after', HELP);

  withPassword(user.command('create <name>').description('Makes a user; asks for the password.'))
    .addOption(new Option('--role <role>', 'what they may do').choices(roleSchema.options).default('developer'))
    .action(async (username: string, flags: Flags) => {
      const client = await connect(flags);
      const password = await newPassword(flags, terminal);
      const created = await client.call('/api/v1/users', userPasswordResponseSchema, {
        method: 'POST',
        body: { username, role: flags.role, password },
      });
      await answer(created, `User “${printable(created.username)}” may sign in as ${created.role}`, flags);
    });

  withPassword(
    user.command('password <name>').description('Gives a user a new password and ends their sessions; asks for it.'),
  ).action(async (name: string, flags: Flags) => {
    const client = await connect(flags);
    const password = await newPassword(flags, terminal);
    const changed = await client.call(`${pathOf(name)}/password`, userPasswordResponseSchema, {
      method: 'PUT',
      body: { password },
    });
    await answer(changed, `User “${printable(changed.username)}” has a new password`, flags);
  });

  withConnection(user.command('list').description('Prints the users there are.'))
    .addOption(format())
    .action(async (flags: Flags) => {
      const { users } = await (await connect(flags)).call('/api/v1/users', listUsersResponseSchema);
      if (flags.format === 'json') return terminal.write(users.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
      const rows = users.map(({ username, role, created_at, last_login_at }) => [
        printable(username),
        role,
        localTime(created_at),
        last_login_at === undefined ? 'never' : localTime(last_login_at),
      ]);
      return terminal.write(renderTable([['NAME', 'ROLE', 'CREATED', 'LAST SIGN-IN'], ...rows]));
    });

  withConnection(
    user.command('delete <name>').description('Deletes a user and ends their sessions; the last admin stays.'),
  ).action(async (name: string, flags: ConnectionFlags) => {
    const response = await (await connect(flags)).open(pathOf(name), { method: 'DELETE' });
    await response.arrayBuffer();
    await terminal.write(`User “${printable(name)}” is deleted.\n`);
  });
  return user;
}
