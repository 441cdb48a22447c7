import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { detectFormat } from '../formats/detect.js';
import type { Format } from '../formats/format.js';
import type { Progress } from '../terminal/progress.js';
import type { Terminal } from '../terminal/terminal.js';
import type { Zone } from '../time/zone.js';
import type { Batch } from './batch.js';
import type { CutMemory } from './cuts.js';
import { serviceOf } from './files.js';
import { fileIdentity } from './identity.js';
import { type Input, openInput } from './input.js';
import { createPipeline } from './pipeline.js';
import type { Shipped } from './shipper.js';
import { type FileReport, keepSamples } from './summary.js';

export interface SendOptions {
  /** Absent: detected. */
  readonly format: Format | undefined;
  readonly zone: Zone;
  readonly service: string | undefined;
  readonly fields: Readonly<Record<string, string>>;
}

/** Takes batches away: to the server, or to the screen for a dry run. */
export type Outlet = (batch: Batch) => Promise<Shipped>;

/** Standard input that pauses this long gets what has come so far sent, milliseconds. */
const PAUSE = 1_000;

/** Reads one file from beginning to end and hands its batches to the outlet, one after the other, reading on meanwhile. */
export async function sendFile(
  name: string,
  options: SendOptions,
  outlet: Outlet,
  memory: CutMemory,
  terminal: Terminal,
  progress: Progress,
): Promise<FileReport> {
  const started = terminal.now();
  const input = await openInput(name, terminal);
  const format = options.format ?? detectFormat(firstLines(input));
  const defaultService = format.service ?? serviceOf(name);
  const settings = JSON.stringify([format.name, options.zone.name, options.service ?? defaultService, options.fields]);
  // The same words piped twice are two events; the same file sent twice is not.
  const identity = name === '-' ? randomUUID().replaceAll('-', '') : fileIdentity(input.head, settings);
  const cuts = name === '-' ? [] : await memory.recall(identity);
  const pipeline = createPipeline({
    format,
    source: { path: name, modified: input.modified, zone: options.zone },
    identity,
    additions: { service: options.service, defaultService, fields: options.fields },
    cuts,
    now: terminal.now,
  });

  let accepted = 0;
  let rejected = 0;
  let samples: { line: number; error: string }[] = [];
  let inFlight: Promise<void> = Promise.resolve();
  const send = async (batch: Batch): Promise<void> => {
    const result = await outlet(batch);
    accepted += result.accepted;
    rejected += result.rejectedCount;
    samples = keepSamples(samples, result.rejected);
  };
  const hand = async (batches: readonly Batch[]): Promise<void> => {
    for (const batch of batches) {
      await inFlight;
      inFlight = send(batch);
      inFlight.catch(() => {
        // Awaited before the next batch; until then its failure must not count as unhandled.
      });
    }
  };
  try {
    for await (const chunk of withPauses(input, name === '-', terminal.interrupted)) {
      await hand(chunk === 'pause' ? pipeline.flush() : pipeline.push(chunk));
      const { totalBytes } = input;
      progress.update({
        label: name === '-' ? 'standard input' : name,
        entries: pipeline.counts.entries,
        bytes: input.bytesRead(),
        ...(totalBytes === undefined ? {} : { totalBytes }),
      });
    }
    const last = pipeline.end();
    // Before they are sent: what the server takes must never be cut elsewhere, whatever becomes of this process.
    if (name !== '-')
      await memory.remember(
        identity,
        last.map(({ end }) => end),
      );
    await hand(last);
    await inFlight;
  } finally {
    input.close();
    progress.clear();
  }
  return {
    name,
    format: format.name,
    service: options.service ?? defaultService,
    counts: pipeline.counts,
    accepted,
    rejected,
    samples,
    bytes: input.bytesRead(),
    elapsedMs: terminal.now() - started,
  };
}

/** Whole lines from the beginning of the file, to tell its format by. */
function firstLines(input: Input): string[] {
  const lines = input.head.subarray(0, 65_536).toString('utf8').split(/\r?\n/);
  if (lines.length > 1) lines.pop();
  return lines;
}

/** The chunks of an input; when `pauses`, also a mark whenever nothing has come for a while. Ends when interrupted. */
async function* withPauses(input: Input, pauses: boolean, interrupted: AbortSignal): AsyncGenerator<Buffer | 'pause'> {
  if (!pauses) {
    yield* input.chunks;
    return;
  }
  const stopped = new Promise<'stopped'>((resolve) => {
    if (interrupted.aborted) resolve('stopped');
    interrupted.addEventListener('abort', () => resolve('stopped'), { once: true });
  });
  const iterator = input.chunks[Symbol.asyncIterator]();
  let next = iterator.next();
  let waiting = false;
  for (;;) {
    const timer = new AbortController();
    const pause = sleep(PAUSE, 'pause' as const, { signal: timer.signal }).catch(() => 'pause' as const);
    const winner = await Promise.race(waiting ? [next, stopped] : [next, stopped, pause]);
    timer.abort();
    if (winner === 'stopped') return;
    if (winner === 'pause') {
      waiting = true;
      yield winner;
      continue;
    }
    if (winner.done) return;
    waiting = false;
    yield winner.value;
    next = iterator.next();
  }
}
