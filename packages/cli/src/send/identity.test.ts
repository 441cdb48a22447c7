import { Buffer } from 'node:buffer';
import { expect, it } from 'vitest';
import { batchKey, entryId, fileIdentity } from './identity.js';

const head = Buffer.from('2026-11-21 first line\n');

it('of a file depends on its first line and on how it is read, not on what follows', () => {
  expect(fileIdentity(Buffer.concat([head, Buffer.from('more\n')]), 'plain')).toBe(fileIdentity(head, 'plain'));
  expect(fileIdentity(head, 'plain')).not.toBe(fileIdentity(head, 'json'));
  expect(fileIdentity(head, 'plain')).not.toBe(fileIdentity(Buffer.from('other\n'), 'plain'));
  const long = Buffer.alloc(5_000, 'x');
  expect(fileIdentity(long, 'plain')).toBe(fileIdentity(long.subarray(0, 1_024), 'plain'));
  expect(fileIdentity(head, 'plain')).toMatch(/^[0-9a-f]{32}$/);
});

it('of a batch depends on the file, the place and the content', () => {
  const key = batchKey('f', 0, ['a', 'b']);
  expect(batchKey('f', 0, ['a', 'b'])).toBe(key);
  const others = [batchKey('g', 0, ['a', 'b']), batchKey('f', 1, ['a', 'b']), batchKey('f', 0, ['ab'])];
  expect(new Set([key, ...others, batchKey('f', 0, ['a', '1\nb'])]).size).toBe(5);
});

it('of an entry is a UUIDv7 that sorts by time, then by place in the file', () => {
  const identity = fileIdentity(head, '');
  const early = { ms: Date.UTC(2026, 10, 21), nanos: 0 };
  const late = { ms: early.ms + 1, nanos: 0 };
  const ids = [
    ...[0, 1, 9, 255, 4_096, 1_048_576, 4_294_967_295].map((number) => entryId(early, identity, number)),
    entryId(late, identity, 0),
  ];
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect([...ids].sort()).toEqual(ids);
  expect(Number.parseInt((ids[0] ?? '').replace('-', '').slice(0, 12), 16)).toBe(early.ms);
});
