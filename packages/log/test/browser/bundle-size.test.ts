import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { clientBundle } from './client-bundle.js';

const gzipped = async (names: string): Promise<number> => gzipSync(await clientBundle(names), { level: 9 }).length;

it('the whole client is at most 6 KiB, minified and compressed', async () => {
  expect(await gzipped('createBrowserLogger')).toBeLessThanOrEqual(6_144);
});

it('declaring entry types adds little, and nothing of the serializers', async () => {
  expect(await gzipped('createBrowserLogger, entryType, f')).toBeLessThanOrEqual(6_656);
  expect(await clientBundle('createBrowserLogger, entryType, f')).not.toMatch(
    /\brequire\(|node:|new Function|\beval\b/,
  );
});
