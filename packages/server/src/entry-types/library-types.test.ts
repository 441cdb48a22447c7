import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { LIBRARY_TYPES } from './library-types.js';

const LIBRARY = fileURLToPath(new URL('../../../log/src', import.meta.url));

/** Names of the entry types that the library's code declares. */
function declared(): string[] {
  const files = readdirSync(LIBRARY, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );
  return files.flatMap((file) => {
    // An example in a docstring declares nothing.
    const code = readFileSync(join(LIBRARY, file), 'utf8').replaceAll(/^\s*\*.*$/gm, '');
    return [...code.matchAll(/\bentryType\(\s*'([a-z0-9._]+)'/g)].flatMap(([, name]) => name ?? []);
  });
}

describe('the types of the library', () => {
  it('are all that its code declares', () => {
    const names = declared();
    expect(names.length).toBeGreaterThan(100);
    expect(names.filter((name) => !LIBRARY_TYPES.has(name))).toEqual([]);
  });
});
