import { spawn } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LineBuffer } from './line-buffer.js';

const line = (number: number): string => `${String(number).padStart(99, '0')}\n`;

describe('LineBuffer', () => {
  it('drops and counts what a destination that is gone does not take', () => {
    const buffer = new LineBuffer(() => undefined);
    for (let number = 0; number < 3; number++) buffer.write(line(number), 20);
    buffer.flush();
    expect([buffer.written, buffer.dropped]).toEqual([0, 3]);
  });

  it('keeps for later what a full pipe does not take, in order and whole', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'heartwood-pipe-'));
    const fifo = join(dir, 'fifo');
    const made = spawn('mkfifo', [fifo]);
    await new Promise((resolve) => made.on('close', resolve));
    // A reader that does not read yet: the pipe takes 64 KB and then says EAGAIN.
    const reader = openSync(fifo, constants.O_RDONLY | constants.O_NONBLOCK);
    const writer = openSync(fifo, constants.O_WRONLY | constants.O_NONBLOCK);
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
    closeSync(writer);
    for (let read = readSync(reader, chunk); read > 0; read = readSync(reader, chunk)) {
      chunks.push(Buffer.from(chunk.subarray(0, read)));
    }
    const text = Buffer.concat(chunks).toString();
    expect(text).toBe(Array.from({ length: count }, (_, number) => line(number)).join(''));
    expect([buffer.written, buffer.dropped, buffer.waiting]).toEqual([count, 0, false]);
    closeSync(reader);
    rmSync(dir, { recursive: true });
  });
});
