import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readEntries, sourceOf } from '../../test/entries.js';
import { npm } from './npm.js';

const NAME = 'npm-2026-11-21T07_58_01_934Z-debug-0.txt';

it('reads a real debug log: level, section, requests, the error; the time is in the name of the file', () => {
  const text = readFileSync(new URL(`../../test/fixtures/${NAME}`, import.meta.url), 'utf8');
  const entries = readEntries(npm, text, sourceOf(`_logs/${NAME}`, 'Europe/Berlin'));
  expect(entries).toHaveLength(14);
  expect(new Set(entries.map((entry) => entry.time))).toEqual(new Set(['2026-11-21T07:58:01.934Z']));
  expect(entries.map((entry) => entry.level).join(' ')).toBe(
    'DEBUG INFO INFO DEBUG DEBUG DEBUG WARNING DEBUG INFO DEBUG ERROR ERROR ERROR DEBUG',
  );
  expect(entries[8]).toMatchObject({
    message: 'fetch GET 200 https://registry.example/commander 112ms (cache updated)',
    fields: { event: 'http.request', method: 'GET', status: 200, duration_ms: 112, npm_line: 8 },
  });
  expect(entries[9]).toMatchObject({
    message: expect.stringMatching(/^stack Error: Could not read package.json/),
    fields: { logger: 'stack', error: { type: 'Error', stack: expect.stringContaining('at async readFile') } },
  });
  expect(entries[12]?.message).toBe('enoent This is related to npm not being able to find a file.');
});

it('leaves entries without a time when the file has another name', () => {
  expect(readEntries(npm, '1 info using npm@11.19.1', sourceOf('npm.log'))).toEqual([
    { level: 'INFO', message: 'using npm@11.19.1', fields: { npm_line: 1, logger: 'using' } },
  ]);
});
