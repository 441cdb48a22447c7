import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Entry = Record<string, unknown>;

/** What an application printed, wrote and delivered, made comparable between processes. */
export interface Outcome {
  readonly printed: readonly Entry[];
  readonly written: readonly Entry[];
  readonly delivered: readonly Entry[];
}

/** @param folder the APPLICATION_FOLDER of the run */
export function outcomeOf(folder: string, stdout: string, delivered: readonly string[]): Outcome {
  const logs = join(folder, 'logs');
  const written = readdirSync(logs).flatMap((name) => linesOf(readFileSync(join(logs, name), 'utf8')));
  return { printed: comparable(linesOf(stdout)), written: comparable(written), delivered: comparable(delivered) };
}

/** How many files the log was rotated into. */
export const rotatedFiles = (folder: string): number => readdirSync(join(folder, 'logs')).length;

/** Other lines than those of the logger are the business of the framework. */
const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.startsWith('{"timestamp"'));

/** In order, without what differs from process to process. */
const comparable = (lines: readonly string[]): Entry[] =>
  lines
    .map((line): Entry => JSON.parse(line, withoutStack))
    .sort((one, other) => Number(one.seq) - Number(other.seq))
    .map(({ timestamp, id, pid, host, ...rest }) => ({
      ...rest,
      has: [timestamp, id, pid, host].map((value) => typeof value),
    }));

/** Stacks name the files of the bundle. */
const withoutStack = (key: string, value: unknown): unknown => (key === 'stack' ? typeof value : value);
