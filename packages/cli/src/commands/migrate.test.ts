import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testTerminal } from '../../test/test-terminal.js';
import { run } from '../program.js';

describe('heartwood migrate', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'heartwood-migrate-'));
    mkdirSync(join(dir, 'src', 'jobs'), { recursive: true });
    writeFileSync(join(dir, 'package.json'), '{"name":"@acme/shop"}');
    write('src/app.ts', 'console.log(`Open at ${url}`);\nconsole.table(rows);\n');
    write('src/jobs/mail.ts', "export const send = () => console.error('Not sent', err);\n");
    write('src/app.test.ts', "console.log('test');\n");
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));
  const write = (name: string, text: string): void => writeFileSync(join(dir, name), text);
  const read = (name: string): string => readFileSync(join(dir, name), 'utf8');
  const migrate = async (...args: string[]) => {
    const terminal = testTerminal({ directory: dir });
    return { code: await run(['migrate', ...args], terminal), output: terminal.output, notes: terminal.notes };
  };

  it('shows the difference and what it left, and changes nothing (L22)', async () => {
    const { code, output, notes } = await migrate('src');
    expect(code).toBe(0);
    expect(output).toContain('-console.log(`Open at ${url}`);\n');
    expect(output).toContain("+log.info('Open at {url}', { url });\n");
    expect(output).toContain("+import { log } from '../log.js';\n");
    expect(output).toContain('+++ src/log.ts\n');
    expect(notes).toBe(
      '2 places in 2 of 2 files would change, 1 left.\n  src/app.ts:2  console.table(rows)\n      a table is for people at a terminal\nNothing was written. --write changes the files.\n',
    );
    expect(read('src/app.ts')).toContain('console.log');
    expect(existsSync(join(dir, 'src/log.ts'))).toBe(false);
  });

  it('writes with --write, makes the logger that is missing, and has nothing to do the second time', async () => {
    const { output, notes } = await migrate('src', '--write');
    expect(output).toBe('');
    expect(notes).toContain('2 places in 2 of 2 files changed, 1 left.\n');
    expect(read('src/log.ts')).toBe(
      "import { createLogger } from '@heartwood/log';\n\nexport const log = createLogger({ service: 'shop' });\n",
    );
    expect(read('src/app.ts')).toBe(
      "import { log } from './log.js';\n\nlog.info('Open at {url}', { url });\nconsole.table(rows);\n",
    );
    expect(read('src/app.test.ts')).toContain('console.log');
    const before = [read('src/app.ts'), read('src/jobs/mail.ts'), read('src/log.ts')];
    expect((await migrate('src', '--write')).notes).toContain('0 places in 0 of 3 files changed, 1 left.\n');
    expect([read('src/app.ts'), read('src/jobs/mail.ts'), read('src/log.ts')]).toEqual(before);
  });

  it('imports the logger as it is told to', async () => {
    await migrate('src', '--write', '--logger', 'src/infra/logger.ts', '--name', 'logger', '--import', '#logger');
    expect(read('src/jobs/mail.ts')).toBe(
      "import { logger } from '#logger';\n\nexport const send = () => logger.error('Not sent', { err });\n",
    );
    expect(read('src/infra/logger.ts')).toContain('export const logger = createLogger(');
  });

  it('goes on when a file cannot be read, and says so', async () => {
    write('src/torn.ts', 'const = ;\n');
    const { notes } = await migrate('src');
    expect(notes).toContain('2 places in 2 of 3 files would change, 2 left.');
    expect(notes).toContain('src/torn.ts:1');
  });

  it('says what is wrong with its arguments', async () => {
    expect(await migrate('nowhere')).toMatchObject({ code: 2 });
    expect(await migrate('src', '--name', 'my log')).toMatchObject({
      code: 2,
      notes: expect.stringContaining('my log'),
    });
  });
});
