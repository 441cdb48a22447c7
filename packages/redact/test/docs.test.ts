import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { RULES } from '@heartwood/redact';
import { describe, expect, it } from 'vitest';

const packageDir = fileURLToPath(new URL('..', import.meta.url));
const page = readFileSync(new URL('../../../docs/redaction.md', import.meta.url), 'utf8');
const blocks = [...page.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code);

describe('docs/redaction.md', () => {
  it('has code to run', () => expect(blocks.length).toBeGreaterThan(1));

  it.each(blocks.map((code, index) => [index + 1, code] as const))('runs: block %i', (_number, code) => {
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
      cwd: packageDir,
      env: { PATH: process.env.PATH, LOG_TOKEN_KEY: '0123456789abcdef0123456789abcdef' },
      encoding: 'utf8',
    });
    expect({ status: run.status, errors: run.stderr }).toEqual({ status: 0, errors: '' });
  });

  it.each(RULES.map(({ id, mode }) => [id, mode] as const))('lists the rule %s with its mode %s', (id, mode) => {
    expect(page).toMatch(new RegExp(`^\\| \`${id}\` +\\| ${mode} `, 'm'));
  });
});
