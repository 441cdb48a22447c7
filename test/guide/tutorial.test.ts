import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../packages/log/test/programs/free-port.js';
import { blocksOf, ROOT } from './markdown.js';

const TUTORIAL = readFileSync(join(ROOT, 'docs/guide/tutorial.md'), 'utf8');

/** Behind the language of a block stands the file it is the content of; nothing for what is typed into a terminal or appears there. */
const blocks = blocksOf(TUTORIAL);

/** Shown in a terminal. */
interface Shown {
  readonly status: number;
  readonly text: string;
}

/** The reader's terminal is one shell; here each command is one, in the folder the tutorial has made. */
let folder = '';
let above = '';
let platform: ChildProcess | undefined;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  above = mkdtempSync(join(ROOT, '.cache', 'tutorial-'));
  const url = `http://127.0.0.1:${await freePort()}`;
  environment = { PATH: process.env.PATH, HOME: process.env.HOME, TZ: 'UTC', NO_COLOR: '1', HEARTWOOD_URL: url };
});

afterAll(async () => {
  await interrupted(platform);
  rmSync(above, { recursive: true, force: true });
});

/** Ctrl-C: the signal goes to the whole foreground group. */
async function interrupted(child: ChildProcess | undefined): Promise<void> {
  if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'close');
  process.kill(-child.pid, 'SIGINT');
  await ended;
}

async function shell(command: string): Promise<Shown> {
  try {
    const { stdout, stderr } = await promisify(execFile)('sh', ['-ec', command], {
      cwd: folder,
      env: environment,
      timeout: 110_000,
    });
    return { status: 0, text: stdout + stderr };
  } catch (error) {
    if (!(error instanceof Error && 'stdout' in error && 'stderr' in error && 'code' in error)) throw error;
    return { status: Number(error.code), text: `${error.stdout}${error.stderr}` };
  }
}

async function serve(command: string): Promise<void> {
  const { port } = new URL(environment.HEARTWOOD_URL ?? '');
  const child = spawn('sh', ['-c', `exec ${command} --port ${port}`], {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  platform = child;
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk;
    });
  }
  const ready = async () => {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}: ${output}`);
    const answer = await fetch(`${environment.HEARTWOOD_URL}/readyz`).catch(() => undefined);
    return answer?.ok === true;
  };
  await expect.poll(ready, { timeout: 90_000, interval: 100 }).toBe(true);
  expect(output).toContain(environment.HEARTWOOD_URL);
}

const succeeds = async (command: string): Promise<string> => {
  const { status, text } = await shell(command);
  expect({ status, text: status === 0 ? '' : text }).toEqual({ status: 0, text: '' });
  return text;
};

/** What each step of the tutorial must do, by its heading; a step without a line here fails the test. */
const STEPS: Readonly<Record<string, (commands: readonly string[], shown: readonly string[]) => Promise<void>>> = {
  '1. A folder': async (commands) => {
    expect(commands).toEqual(['mkdir tutorial && cd tutorial', 'mkdir src']);
    folder = join(above, 'tutorial');
    mkdirSync(join(folder, 'src'), { recursive: true });
  },
  '2. The platform': async ([command = '']) => serve(command),
  '3. A logger': async () => {},
  '4. Entry types': async () => {},
  '5. Log something': async ([compile = '', run = ''], [expected = '']) => {
    await succeeds(compile);
    const printed = await succeeds(run);
    expect(levelsAndMessages(printed, expected)).toEqual(expected.trim().split('\n'));
    expect(printed).toContain('o_17');
    expect(printed).not.toContain('4111');
  },
  '6. Search': async ([failed = '', order = '', card = '']) => {
    await expect.poll(async () => (await shell(failed)).text, { timeout: 60_000 }).toContain('Payment of o_18 failed');
    expect(await succeeds(failed)).toContain('limit exceeded');
    let found = '';
    const entries = async (): Promise<object[]> => {
      found = await succeeds(order);
      const lines = found.split('\n').filter((line) => line.startsWith('{'));
      return lines
        .map((line): Record<string, unknown> => JSON.parse(line))
        .map(({ event, request_id, user_id }) => ({ event, request_id, user_id }));
    };
    // Each stream is stored by itself: that one entry is found says nothing of those in the others.
    await expect.poll(entries, { timeout: 60_000 }).toEqual(
      expect.arrayContaining([
        { event: 'order.placed', request_id: 'r_1', user_id: 'u_7' },
        { event: 'log.message', request_id: 'r_1', user_id: 'u_7' },
      ]),
    );
    expect(found).not.toContain('4111');
    expect((await shell(card)).text).not.toContain('o_17');
  },
  '7. Make a mistake': async ([remove = ''], [expected = '']) => {
    const { status, text } = await shell('npx tsc');
    expect(status).not.toBe(0);
    expect(text).toContain(expected.trim());
    await succeeds(remove);
  },
  '8. Test it': async ([compile = '', test = '']) => {
    await succeeds(compile);
    expect(await succeeds(test)).toMatch(/pass 1\b/);
  },
  '9. Write it down': async ([write = '', check = '']) => {
    await succeeds(write);
    const catalog = readFileSync(join(folder, 'docs/log-catalog.md'), 'utf8');
    for (const expected of ['order.placed', 'payment.failed', 'src/orders.ts', 'pii', 'secret']) {
      expect(catalog).toContain(expected);
    }
    await succeeds(check);
  },
};

/** The lines of the console that begin an entry, without their time and what follows the message. */
function levelsAndMessages(printed: string, expected: string): string[] {
  const messages = expected.trim().split('\n');
  return printed
    .split('\n')
    .flatMap(
      (line) => messages.find((message) => inOrder(line, [message.split(' ', 1)[0] ?? '', afterLevel(message)])) ?? [],
    );
}

const afterLevel = (message: string): string => message.slice(message.indexOf(' ') + 1);
const inOrder = (line: string, parts: readonly string[]): boolean =>
  parts.reduce((from, part) => (from < 0 ? from : line.indexOf(part, from)), 0) >= 0;

/** Each heading with the blocks below it. */
const steps = TUTORIAL.split(/^## /m)
  .slice(1)
  .map((section) => ({
    heading: section.slice(0, section.indexOf('\n')),
    blocks: blocks.filter(({ language, note, text }) =>
      section.includes(`\`\`\`${`${language} ${note}`.trim()}\n${text}`),
    ),
  }));

describe('the tutorial, done from an empty folder', () => {
  it('has a check for every step, and every block belongs to one', () => {
    expect(steps.map(({ heading }) => heading)).toEqual([...Object.keys(STEPS), 'Where to go on']);
    expect(new Set(steps.flatMap((step) => step.blocks))).toEqual(new Set(blocks));
    expect(new Set(blocks.map(({ language }) => language))).toEqual(new Set(['sh', 'json', 'ts', 'text']));
  });

  it.each(steps.filter(({ heading }) => heading in STEPS))('$heading', { timeout: 180_000 }, async (step) => {
    const of = (wanted: string) => step.blocks.filter(({ language }) => language === wanted).map(({ text }) => text);
    const commands = of('sh').flatMap((text) => text.trim().split('\n'));
    const write = () => {
      for (const { note: file, text } of step.blocks) {
        if (file === '') continue;
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), text);
      }
    };
    if (folder !== '') write();
    await STEPS[step.heading]?.(commands, of('text'));
    if (step.heading.startsWith('1.')) write();
  });
});
