import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';

const library = new URL('../../dist/index.js', import.meta.url).href;
const CALLS = 100_000;

/** Lines of a process that logs from two loggers of one logger, all in one tick, and then ends in its own way. */
async function linesOf(noise: object, ending: string): Promise<Record<string, unknown>[]> {
  const program = `
    import { createLogger } from '${library}';
    const log = createLogger({ service: 's', environment: 'production', noise: ${JSON.stringify(noise)} });
    const two = [log, log.named('other')];
    for (let n = 0; n < ${CALLS}; n++) two[n & 1].info('line ' + ((n >> 2) % 25_000), { big: 'x'.repeat(20) });
    ${ending}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { env: { PATH: process.env.PATH } });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    errors += text;
  });
  await once(child, 'close');
  expect(errors).toBe('');
  return output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('sums of what was left out, of 100,000 entries with 25,000 messages', () => {
  it.each([
    ['by itself', ''],
    ['by process.exit', 'process.exit(0)'],
    ['by SIGTERM', "process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1e3)"],
  ])('are right and few when the process ends %s', async (_, ending) => {
    const lines = await linesOf({ deduplicate: true, rateLimit: { 'log.message': 1e9 } }, ending);
    const sums = lines.filter(({ event }) => event === 'log.suppressed');
    const left = sums.reduce((sum, { count }) => sum + Number(count), 0);
    expect(left + lines.length - sums.length).toBe(CALLS);
    expect(left).toBeGreaterThan(CALLS / 3);
    expect(sums.length).toBeLessThanOrEqual(201);
    expect(sums.at(-1)).toMatchObject({ suppressed_event: 'log.message', cause: 'repeated' });
    expect(lines.map(({ seq }) => seq)).toEqual(lines.map((__, index) => index + 1));
  });
});
