import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Failure } from '../failure.js';
import type { Terminal } from './terminal.js';

/** Where a new password comes from: typed twice without an echo, from standard input, or made up by the server. */
export interface PasswordFlags {
  readonly generate?: true;
  readonly passwordStdin?: true;
}

/**
 * The password somebody chooses; undefined when the server shall make one up. Never an argument, which every user of the machine could
 * read in the list of processes.
 *
 * @throws Failure when nobody can be asked, when the two differ, or on Ctrl-C
 */
export async function newPassword(flags: PasswordFlags, terminal: Terminal): Promise<string | undefined> {
  if (flags.generate) return undefined;
  if (flags.passwordStdin) return oneLine(await text(terminal.input));
  if (!terminal.inputIsTerminal) {
    throw new Failure('usage', 'There is nobody to type a password.', {
      hint: 'Give it with --password-stdin, or let the server make one up with --generate.',
    });
  }
  const [password, again] = await askTwice(['New password: ', 'The same again: '], terminal);
  if (password !== again) throw new Failure('failed', 'The two passwords differ.', { hint: 'Nothing was changed.' });
  return password;
}

function oneLine(input: string): string {
  const password = input.replace(/\r?\n$/, '');
  if (password === '') throw new Failure('usage', 'Standard input holds no password.');
  if (/[\r\n]/.test(password)) throw new Failure('usage', 'Standard input holds more than one line.');
  return password;
}

/** Asks on the terminal; what is typed is not shown, but can be corrected with the keys of a line editor. */
async function askTwice(prompts: readonly [string, string], terminal: Terminal): Promise<[string, string]> {
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: terminal.input, output: unseen, terminal: true, historySize: 0 });
  const ask = (prompt: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const stop = (): void => reject(new Failure('interrupted', 'Nothing was changed.'));
      terminal.note(prompt);
      lines.once('line', resolve).once('SIGINT', stop).once('close', stop);
      terminal.interrupted.addEventListener('abort', stop, { once: true });
    });
  try {
    const first = await ask(prompts[0]);
    terminal.note('\n');
    return [first, await ask(prompts[1])];
  } finally {
    lines.close();
    terminal.note('\n');
  }
}
