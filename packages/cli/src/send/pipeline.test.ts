import { Buffer } from 'node:buffer';
import { expect, it } from 'vitest';
import { sourceOf } from '../../test/entries.js';
import { formatNamed } from '../formats/detect.js';
import { createPipeline, type Pipeline } from './pipeline.js';

const pipeline = (format: string, path = 'app.log'): Pipeline =>
  createPipeline({
    format: formatNamed(format),
    source: sourceOf(path),
    identity: 'f'.repeat(32),
    additions: { service: undefined, defaultService: 'app', fields: {} },
    now: () => Date.UTC(2026, 10, 22),
  });

const records = (bodies: readonly { body: Buffer }[]): { message: string; timestamp: string; truncated?: boolean }[] =>
  bodies.flatMap(({ body }) =>
    body
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  );

it('makes batches of a file', () => {
  const file = pipeline('plain');
  const out = [
    ...file.push(Buffer.from('no time yet\n2026-11-21 07:45:39 ERROR a\n  mo')),
    ...file.push(Buffer.from('re\nand more\n')),
    ...file.end(),
  ];
  expect(records(out)).toMatchObject([
    { message: 'no time yet', timestamp: '2026-11-21T23:59:00.000Z', level: 'INFO' },
    { message: 'a\n  more\nand more', timestamp: '2026-11-21T07:45:39.000Z', level: 'ERROR' },
  ]);
  expect(file.counts).toEqual({ entries: 2, cut: 0, times: { own: 1, previous: 0, file: 1 } });
});

it('gives lines of standard input without a time the time they came', () => {
  const input = pipeline('plain', '-');
  input.push(Buffer.from('hello\n'));
  expect(records(input.flush())).toMatchObject([{ timestamp: '2026-11-22T00:00:00.000Z' }]);
});

it('sends batches as soon as they are full, whatever the size of the file', () => {
  const file = pipeline('plain');
  let sent = 0;
  let largest = 0;
  for (let chunk = 0; chunk < 200; chunk += 1) {
    const text = Array.from(
      { length: 100 },
      (_, line) => `2026-11-21 07:45:39 INFO line ${chunk} ${line} ${'x'.repeat(200)}\n`,
    );
    for (const batch of file.push(Buffer.from(text.join('')))) {
      sent += batch.lines.length;
      largest = Math.max(largest, batch.body.length);
    }
  }
  for (const batch of file.end()) sent += batch.lines.length;
  expect(sent).toBe(20_000);
  expect(largest).toBeLessThan(1_100_000);
});

it('cuts an entry of any length to what the server takes', () => {
  const file = pipeline('json');
  const out = file.push(Buffer.from(`{"msg":"${'ä"'.repeat(5_000_000)}"}\n{"msg":"next"}\n`));
  const [long, next] = records([...out, ...file.end()]);
  expect(long).toMatchObject({ truncated: true });
  expect(Buffer.byteLength(JSON.stringify(long))).toBeLessThan(1_048_576);
  expect(next?.message).toBe('next');
  expect(file.counts.cut).toBe(1);
});
