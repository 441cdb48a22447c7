import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, existsSync, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LineBuffer } from './line-buffer.js';

/** Reads a pipe to its end, with a pause after every 64 KB, and puts it into a file. */
const SLOW_READER = `
  const fs = require('node:fs');
  const pipe = fs.openSync(process.argv[1], 'r');
  fs.appendFileSync(process.argv[2], '');
  const chunk = Buffer.alloc(65536);
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let read; (read = fs.readSync(pipe, chunk)) > 0; Atomics.wait(pause, 0, 0, 2))
    fs.appendFileSync(process.argv[2], chunk.subarray(0, read));`;

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'heartwood-pipe-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

const fifoPath = (): string => join(dir, 'fifo');

/** A pipe with both ends open, neither of which blocks. */
async function openFifo(): Promise<{ reader: number; writer: number; close: () => void }> {
  await once(spawn('mkfifo', [fifoPath()]), 'close');
  const reader = openSync(fifoPath(), constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = openSync(fifoPath(), constants.O_WRONLY | constants.O_NONBLOCK);
  return { reader, writer, close: () => closeSync(writer) };
}

const line = (number: number): string => `${String(number).padStart(99, '0')}\n`;

describe('LineBuffer', () => {
  it('drops and counts what a destination that is gone does not take', () => {
    const buffer = new LineBuffer(() => undefined);
    for (let number = 0; number < 3; number++) buffer.write(line(number), 20);
    buffer.flush();
    expect([buffer.written, buffer.dropped]).toEqual([0, 3]);
  });

  it('slows the caller down to a slow reader of a pipe instead of dropping, whatever it logs in one go', {
    timeout: 60_000,
  }, async () => {
    const { reader: held, writer, close } = await openFifo();
    // Takes 64 KB every other millisecond.
    const copy = join(dir, 'copy');
    const reader = spawn(process.execPath, ['-e', SLOW_READER, fifoPath(), copy], { stdio: 'inherit' });
    const ended = once(reader, 'close');
    await vi.waitUntil(() => existsSync(copy), { timeout: 30_000 });
    const buffer = new LineBuffer(() => writer);
    // More than is kept for a slow reader (8 MB), in one synchronous loop.
    const count = 150_000;
    for (let number = 0; number < count; number++) buffer.write(line(number), 20);
    // At the end it is waited for as well, as long as it goes on reading.
    buffer.flushFinally();
    close();
    closeSync(held);
    await ended;
    expect([buffer.written, buffer.dropped]).toEqual([count, 0]);
    const whole = Array.from({ length: count }, (_, number) => line(number)).join('');
    expect(readFileSync(copy, 'utf8') === whole).toBe(true);
  });

  it('gives up on a reader that takes nothing, counts what it drops, and goes on when it reads again', {
    timeout: 60_000,
  }, async () => {
    const { reader, writer, close } = await openFifo();
    const buffer = new LineBuffer(() => writer);
    for (let number = 0; number < 150_000; number++) buffer.write(line(number), 20);
    buffer.flush();
    expect(buffer.dropped).toBeGreaterThan(50_000);
    expect(buffer.written + buffer.dropped).toBe(150_000);
    const chunk = Buffer.alloc(1_000_000);
    const read = (): string => {
      let text = '';
      while (buffer.waiting) {
        text += chunk.toString('latin1', 0, readSync(reader, chunk));
        buffer.flush();
      }
      return text;
    };
    const first = read();
    buffer.write(line(999_999), 40);
    const text = first + chunk.toString('latin1', 0, readSync(reader, chunk));
    expect(text.endsWith(line(999_999))).toBe(true);
    expect(text.length / 100).toBe(buffer.written);
    close();
    closeSync(reader);
  });

  it('never continues half a line: what a destination that broke off does not have ends where it broke', async () => {
    const { reader, writer, close } = await openFifo();
    const path = join(dir, 'after');
    const file = openSync(path, 'w');
    let target = writer;
    const buffer = new LineBuffer(() => target);
    // The pipe takes 64 KB, which is in the middle of a line; then its reader goes.
    for (let number = 0; number < 1_000; number++) buffer.write(line(number), 20);
    buffer.flush();
    closeSync(reader);
    buffer.flush();
    target = file;
    buffer.write('next\n', 40);
    expect(readFileSync(path, 'utf8')).toBe('\nnext\n');
    expect(buffer.written + buffer.dropped).toBe(1_001);
    close();
    closeSync(file);
  });

  it('keeps for later what a full pipe does not take, in order and whole', async () => {
    // A reader that does not read yet: the pipe takes 64 KB and then says EAGAIN.
    const { reader, writer, close } = await openFifo();
    const buffer = new LineBuffer(() => writer);
    const count = 3_000;
    for (let number = 0; number < count; number++) buffer.write(line(number), 20);
    buffer.flush();
    expect(buffer.waiting).toBe(true);
    const chunk = Buffer.alloc(65_536);
    const chunks: Buffer[] = [];
    for (let rounds = 0; rounds < 100 && buffer.waiting; rounds++) {
      chunks.push(Buffer.from(chunk.subarray(0, readSync(reader, chunk))));
      buffer.flush();
    }
    close();
    for (let read = readSync(reader, chunk); read > 0; read = readSync(reader, chunk)) {
      chunks.push(Buffer.from(chunk.subarray(0, read)));
    }
    const text = Buffer.concat(chunks).toString();
    expect(text).toBe(Array.from({ length: count }, (_, number) => line(number)).join(''));
    expect([buffer.written, buffer.dropped, buffer.waiting]).toEqual([count, 0, false]);
    closeSync(reader);
  });
});
