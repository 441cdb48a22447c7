import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLogger } from '../../src/logger/create-logger.js';
import type { Logger } from '../../src/logger/logger.js';
import { heartwood } from '../../src/sinks/heartwood/heartwood.js';
import { IngestServer } from '../ingest-server.js';

const CHILD = fileURLToPath(new URL('./log-until-killed.mjs', import.meta.url));
const KILLS = Number(process.env.HEARTWOOD_KILLS ?? 6);

/** The machine may be busy with other tests. */
const PATIENT = { timeout: 60_000, interval: 50 };

let dir: string;
let server: IngestServer;
let url: string;
const children: ChildProcess[] = [];
const loggers: Logger[] = [];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'heartwood-kill-'));
  server = new IngestServer();
  url = await server.listen();
});

afterEach(async () => {
  for (const child of children.splice(0)) await kill(child);
  for (const log of loggers.splice(0)) await log.close({ timeoutMs: 0 });
  await server.close();
  rmSync(dir, { recursive: true, force: true });
});

function start(round: number, durable: string, pace = 'fast'): ChildProcess {
  const args = [CHILD, url, join(dir, 'spool'), String(round), join(dir, `returned-${round}`), durable, pace];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'ignore'] });
  children.push(child);
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const over = once(child, 'exit');
  child.kill('SIGKILL');
  await over;
}

/** How many log calls of a round had returned; 0 before the first. */
function returned(round: number): number {
  const path = join(dir, `returned-${round}`);
  const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  return bytes.length === 8 ? bytes.readDoubleLE() : 0;
}

const hasLogged = (round: number) => vi.waitUntil(() => returned(round) > 0, PATIENT);

/** A process that ships what others have left. */
function drain(): void {
  const sinks = [heartwood({ url, spoolDir: join(dir, 'spool') })];
  loggers.push(createLogger({ service: 'shop', env: {}, handleExit: false, sinks }));
}

/** How often the server has each number of a round. */
class Tally {
  readonly #rounds = new Map<number, Map<number, number>>();
  #counted = 0;

  of(round: number): Map<number, number> {
    for (; this.#counted < server.stored.length; this.#counted++) {
      const entry: { round: string; n: number } = JSON.parse(server.stored[this.#counted] ?? '');
      const times = this.#rounds.get(Number(entry.round)) ?? new Map<number, number>();
      times.set(entry.n, (times.get(entry.n) ?? 0) + 1);
      this.#rounds.set(Number(entry.round), times);
    }
    return this.#rounds.get(round) ?? new Map();
  }
}

async function expectEverything(tally: Tally, rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const told = returned(round);
    await vi.waitUntil(() => tally.of(round).has(told - 1), PATIENT);
    const stored = tally.of(round);
    const lost = Array.from({ length: told }, (_, n) => n).filter((n) => !stored.has(n));
    expect(lost, `lost of round ${round}`).toEqual([]);
    expect(
      [...stored].filter(([, times]) => times !== 1),
      `doubled in round ${round}`,
    ).toEqual([]);
    // The call that was under way may have got through.
    expect(stored.size).toBeLessThanOrEqual(told + 1);
  }
}

describe('a process that is killed (SIGKILL) at a random moment', () => {
  it.each([
    ['every entry', 'call'],
    ['every entry from ERROR up, when the others may wait for the end of the tick', 'tick'],
  ])(
    `loses nothing a log call has returned from, and doubles nothing: %s, ${KILLS} kills`,
    {
      timeout: 60_000 + KILLS * 20_000,
    },
    async (_, durable) => {
      for (let round = 0; round < KILLS; round++) {
        // Every other process dies with a server that takes nothing, so that all of its entries wait.
        server.answer = (batch, response) => {
          if (round % 2 === 0) response.writeHead(503).end();
          else server.accept(batch, response);
        };
        const child = start(round, durable);
        await hasLogged(round);
        // The first of them while the spool is being opened.
        await sleep(round < 2 ? Math.random() * 10 : Math.random() * 200);
        await kill(child);
      }
      server.answer = (batch, response) => server.accept(batch, response);
      drain();
      await expectEverything(new Tally(), KILLS);
    },
  );
});

describe('several processes with one spool folder', () => {
  it('have a spool each; what a killed one leaves is shipped by exactly one of the living', {
    timeout: 120_000,
  }, async () => {
    server.answer = (_batch, response) => void response.writeHead(503).end();
    const workers = [0, 1, 2, 3].map((round) => start(round, 'call', 'calm'));
    for (let round = 0; round < 4; round++) await hasLogged(round);
    await vi.waitUntil(() => readdirSync(join(dir, 'spool')).join() === '0,1,2,3', PATIENT);
    await Promise.all(workers.slice(0, 2).map(kill));
    server.answer = (batch, response) => server.accept(batch, response);
    const tally = new Tally();
    // Nobody starts anew: the two that are left find it.
    for (const round of [0, 1]) await vi.waitUntil(() => tally.of(round).has(returned(round) - 1), PATIENT);
    await Promise.all(workers.map(kill));
    drain();
    drain();
    await expectEverything(tally, 4);
  });
});
