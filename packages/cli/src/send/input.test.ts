import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testTerminal } from '../../test/test-terminal.js';
import { openInput } from './input.js';

let work: string;
beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'heartwood-input-'));
});
afterAll(() => rm(work, { recursive: true, force: true }));

async function read(
  content: Uint8Array | string,
): Promise<{ text: string; head: string; bytes: number; total: number | undefined }> {
  const file = join(work, 'file');
  await writeFile(file, content);
  await utimes(file, 1_700_000_000, 1_700_000_000);
  const input = await openInput('file', testTerminal({ directory: work }));
  expect(input.modified.ms).toBe(1_700_000_000_000);
  const chunks: Buffer[] = [];
  for await (const chunk of input.chunks) chunks.push(chunk);
  return {
    text: Buffer.concat(chunks).toString(),
    head: input.head.toString(),
    bytes: input.bytesRead(),
    total: input.totalBytes,
  };
}

describe('an input', () => {
  it('is read whole, head included', async () => {
    const text = 'line\n'.repeat(200_000);
    const input = await read(text);
    expect(input.text === text).toBe(true);
    expect(text.startsWith(input.head)).toBe(true);
    expect(input).toMatchObject({ bytes: 1_000_000, total: 1_000_000 });
  });

  it('is empty when the file is', async () => {
    expect(await read('')).toEqual({ text: '', head: '', bytes: 0, total: 0 });
  });

  it('is unpacked when it is gzip, also of several members', async () => {
    const packed = Buffer.concat([gzipSync('first\n'), gzipSync('second\n')]);
    expect(await read(packed)).toMatchObject({ text: 'first\nsecond\n', bytes: packed.length });
  });

  it('is standard input for -', async () => {
    const input = await openInput('-', testTerminal({ directory: work, input: 'piped\n' }));
    const chunks: Buffer[] = [];
    for await (const chunk of input.chunks) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toBe('piped\n');
    expect(input.totalBytes).toBeUndefined();
  });
});

describe('an input is refused', () => {
  it('when it is no text, with what makes it one', async () => {
    await expect(read(Buffer.from('fd377a585a0000', 'hex'))).rejects.toMatchObject({
      hint: 'xz -dc file | heartwood send -',
    });
    await expect(read(Buffer.from('28b52ffd0000', 'hex'))).rejects.toMatchObject({
      hint: expect.stringContaining('zstd'),
    });
    await expect(read(Buffer.from('fffe6100', 'hex'))).rejects.toMatchObject({
      hint: expect.stringContaining('iconv'),
    });
    await expect(read(Buffer.alloc(100))).rejects.toThrow('is not a text file');
    const noise = Buffer.concat(Array.from({ length: 200 }, (_, n) => createHash('sha512').update(`${n}`).digest()));
    await expect(read(noise)).rejects.toThrow('is not a text file');
    const cyrillic = Buffer.from('\x1b[31mОшибка\x1b[0m: соединение разорвано\n'.repeat(100));
    await expect(read(cyrillic)).resolves.toBeDefined();
  });

  it('when it is a piece of gzip', async () => {
    const packed = gzipSync(Buffer.from(Array.from({ length: 50_000 }, (_, index) => `line ${index}\n`).join('')));
    await expect(read(packed.subarray(0, packed.length - 20))).rejects.toThrow('is not a whole gzip file');
  });

  it('when it does not exist', async () => {
    await expect(openInput('nope', testTerminal({ directory: work }))).rejects.toThrow('There is no file nope');
  });
});
