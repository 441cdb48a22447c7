import { tmpdir } from 'node:os';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { type TestTerminal, testTerminal } from '../../test/test-terminal.js';
import { newPassword } from './new-password.js';

/** Somebody at a keyboard. */
function typist(): { keyboard: PassThrough; shown: TestTerminal; asked: Promise<string | undefined> } {
  const keyboard = new PassThrough();
  const shown = testTerminal({ directory: tmpdir(), input: keyboard });
  return { keyboard, shown, asked: newPassword({}, { ...shown, inputIsTerminal: true }) };
}

describe('newPassword', () => {
  it('asks twice, takes corrections, and shows nothing of it', async () => {
    const { keyboard, shown, asked } = typist();
    keyboard.write('correct horxx\x7f\x7fse\r');
    await expect.poll(() => shown.notes).toContain('again');
    keyboard.write('correct horse\r');
    expect(await asked).toBe('correct horse');
    expect(shown.notes).toBe('New password: \nThe same again: \n');
    expect(shown.output).toBe('');
  });

  it('changes nothing when the two differ, at Ctrl-C and at the end of the input', async () => {
    const { keyboard, shown, asked } = typist();
    keyboard.write('one\r');
    await expect.poll(() => shown.notes).toContain('again');
    keyboard.write('other\r');
    await expect(asked).rejects.toMatchObject({ kind: 'failed', message: 'The two passwords differ.' });
    for (const key of ['\x03', '\x04']) {
      const interrupted = typist();
      interrupted.keyboard.write(key);
      await expect(interrupted.asked).rejects.toMatchObject({ kind: 'interrupted' });
    }
  });

  it.each<[what: string, input: string, want: string]>([
    ['a line', 'a good password\n', 'a good password'],
    ['a line of Windows', 'a good password\r\n', 'a good password'],
    ['no line end', ' blanks count ', ' blanks count '],
  ])('reads %s from standard input', async (_what, input, want) => {
    expect(await newPassword({ passwordStdin: true }, testTerminal({ directory: tmpdir(), input }))).toBe(want);
  });

  it('refuses what is no password, and says what to do when nobody can be asked', async () => {
    const read = (input: string) => newPassword({ passwordStdin: true }, testTerminal({ directory: tmpdir(), input }));
    await expect(read('\n')).rejects.toMatchObject({ kind: 'usage', message: 'Standard input holds no password.' });
    await expect(read('a\nb\n')).rejects.toMatchObject({ kind: 'usage' });
    await expect(newPassword({}, testTerminal({ directory: tmpdir() }))).rejects.toMatchObject({
      kind: 'usage',
      hint: expect.stringContaining('--password-stdin'),
    });
  });

  it('leaves it to the server on request', async () => {
    expect(await newPassword({ generate: true }, testTerminal({ directory: tmpdir() }))).toBeUndefined();
  });
});
