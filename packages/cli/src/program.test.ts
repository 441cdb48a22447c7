import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { testTerminal } from '../test/test-terminal.js';
import { createProgram, run } from './program.js';

const terminal = () => testTerminal({ directory: tmpdir() });

describe('the command', () => {
  it('has help worth reading for every part: examples, and the exit codes', async () => {
    const program = createProgram(terminal(), () => undefined);
    for (const name of ['', ...program.commands.map((command) => command.name())]) {
      const shown = terminal();
      expect(await run([...(name === '' ? [] : [name]), '--help'], shown)).toBe(0);
      expect(shown.output, name).toContain('  $ heartwood');
    }
    const shown = terminal();
    await run(['--help'], shown);
    expect(shown.output).toContain('Exit codes');
  });

  it('prints its help when it is told nothing', async () => {
    const shown = terminal();
    expect(await run([], shown)).toBe(0);
    expect(shown.output).toContain('Start here:');
    expect(shown.notes).toBe('');
  });

  it('prints its version', async () => {
    const shown = terminal();
    expect(await run(['--version'], shown)).toBe(0);
    expect(shown.output).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('answers a mistake with what was wrong and what to do, and exit code 2', async () => {
    const f = async (args: string[], ...want: string[]): Promise<void> => {
      const shown = terminal();
      expect(await run(args, shown), args.join(' ')).toBe(2);
      for (const text of want) expect(shown.notes).toContain(text);
      expect(shown.notes).not.toMatch(/^\s+at /m);
      expect(shown.output).toBe('');
    };
    await f(['sned', 'x'], "unknown command 'sned'", 'Did you mean send?');
    await f(['send'], "missing required argument 'files'", 'heartwood send --help');
    await f(['query', '--limit', 'x'], '--limit', 'whole number');
    await f(['query', '--format', 'xml'], 'text, json, csv');
    await f(['query', '-level:debug'], "unknown option '-level:debug'", "heartwood query -- '-level:debug'");
    await f(['send', '--format', 'word', 'x'], 'no format “word”', 'dpkg');
    await f(['send', '--timezone', 'Mars', 'x'], 'Mars');
    await f(['send', 'nope.log'], 'no file nope.log');
    await f(['send', '--field', 'level=error', 'x'], 'level of its own');
    await f(['send', '--field', 'a=b', '--field', 'timestamp=now', 'x'], 'timestamp of its own');
    await f(['key', 'create', 'x', '--scope', 'root'], 'ingest, read, admin');
    await f(['serve', '--port', '99999'], 'from 0 to 65535');
  });

  it('answers a server that is not there with exit code 4', async () => {
    const shown = terminal();
    expect(await run(['query', '--url', 'http://127.0.0.1:1', '--key', 'k'], shown)).toBe(4);
    expect(shown.notes).toContain('heartwood serve');
  });
});
