import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configKeys } from './key.js';
import { configurationPage } from './reference.js';

const PAGE = new URL('../../../../docs/configuration.md', import.meta.url);

describe('docs/configuration.md', () => {
  it('is what the schema says (HEARTWOOD_WRITE_DOCS=1 writes it anew)', () => {
    const page = configurationPage(configKeys());
    if (process.env.HEARTWOOD_WRITE_DOCS) writeFileSync(PAGE, page);
    expect(readFileSync(PAGE, 'utf8')).toBe(page);
  });

  it('describes every key', () => {
    for (const { path, description } of configKeys()) expect(description, path).toMatch(/^\p{Lu}.*\.$/su);
  });
});
