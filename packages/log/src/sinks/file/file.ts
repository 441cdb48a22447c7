import { errorDetail } from '@heartwood/redact';
import { LineBuffer } from '../line-buffer.js';
import { complainTo } from '../shipping/complaints.js';
import type { Sink } from '../sink.js';
import { RotatingFile, type RotationPeriod } from './rotating-file.js';
import { parseSize } from './size.js';

/** What {@link file} takes. */
export interface FileOptions {
  /** Where to write; its folder is made when missing. Default: `LOG_FILE_PATH`. */
  readonly path?: string;
  /** Bytes after which the file is moved aside. `LOG_ROTATION_SIZE`, as in `100MB`. Default 100 MB. */
  readonly rotationBytes?: number;
  /**
   * What one file has entries of at most, in UTC: the first entry of the next hour or day moves the file aside whatever its size.
   * `LOG_ROTATION_PERIOD`. Default `day`.
   */
  readonly rotationPeriod?: RotationPeriod;
  /** Days rotated files are kept. `LOG_RETENTION_DAYS`. Default 30. */
  readonly retentionDays?: number;
}

const DEFAULT_ROTATION_BYTES = 100 * 1024 * 1024;
const DEFAULT_RETENTION_DAYS = 30;
const PERIODS: readonly RotationPeriod[] = ['hour', 'day', 'never'];

/**
 * Appends lines to a file (mode 0640) that is rotated by size and age, its predecessors deleted by age. Lines are gathered and written
 * synchronously at the end of the tick, at once from ERROR up, and before the process ends. While the file cannot be opened or
 * the disk is full, lines are dropped and counted; that it cannot be opened is told on the standard error, once a minute.
 *
 * @example createLogger({ service: 'shop', sinks: [stdout(), file({ path: '/var/log/shop/shop.log' })] });
 */
export function file(options: FileOptions = {}): Sink {
  return rotatingFileSink(options, Date.now);
}

/** The same with the clock given, and with what takes complaints. */
export function rotatingFileSink(
  options: FileOptions | null,
  now: () => number,
  write: (text: string) => void = (text) => process.stderr.write(text),
): Sink {
  const complain = complainTo(write, now);
  let path = pathOf(options, {});
  const onUnopened = (cause: unknown): void => {
    complain(`${path} cannot be opened for log entries: ${errorDetail(cause).message ?? ''}`);
  };
  let target = fileOf(options, path, {}, now, onUnopened);
  let droppedBefore = 0;
  const buffer = new LineBuffer((bytes) => {
    if (path !== undefined) return target.descriptor(bytes);
    complain("log entries are dropped: say where to write, file({ path: '/var/log/shop/shop.log' }) or LOG_FILE_PATH");
    return undefined;
  });
  return {
    name: 'file',
    open({ env }) {
      path = pathOf(options, env);
      target = fileOf(options, path, env, now, onUnopened);
    },
    write: (line, level) => buffer.write(line, level),
    async flush() {
      buffer.flushFinally();
      return true;
    },
    /** False when lines were dropped since it was asked before, as on a full disk: whoever still has them gives them again. */
    async persist() {
      buffer.flushFinally();
      const isKept = buffer.dropped === droppedBefore && !buffer.waiting;
      droppedBefore = buffer.dropped;
      return isKept;
    },
    flushSync: () => buffer.flushFinally(),
    async close() {
      buffer.flushFinally();
      target.close();
    },
    stats: () => ({
      written: buffer.written,
      dropped: buffer.dropped,
      rotations: target.rotations,
      failures: target.failures,
    }),
  };
}

/** What is wrong with the variables of files; each such one is passed over. */
export function rotationProblems(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const { LOG_ROTATION_SIZE: size = '', LOG_RETENTION_DAYS: days = '', LOG_ROTATION_PERIOD: period = '' } = env;
  const problems: string[] = [];
  if (size !== '' && parseSize(size) === undefined)
    problems.push(`LOG_ROTATION_SIZE: '${size}' is no size such as 100MB`);
  if (days !== '' && !(Number.parseFloat(days) >= 0))
    problems.push(`LOG_RETENTION_DAYS: '${days}' is no number of days`);
  if (period !== '' && !PERIODS.some((one) => one === period)) {
    problems.push(`LOG_ROTATION_PERIOD: '${period}' is none of ${PERIODS.join(', ')}`);
  }
  return problems;
}

/** Where to write; from JavaScript the path may also be given alone. */
function pathOf(options: FileOptions | string | null, env: Readonly<Record<string, string | undefined>>) {
  const given: unknown = typeof options === 'string' ? options : options?.path;
  if (typeof given === 'string' && given !== '') return given;
  return env.LOG_FILE_PATH || undefined;
}

function fileOf(
  options: FileOptions | null,
  path: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
  now: () => number,
  onUnopened: (cause: unknown) => void,
): RotatingFile {
  const { rotationBytes, rotationPeriod, retentionDays } = options ?? {};
  const size = parseSize(env.LOG_ROTATION_SIZE ?? '') ?? rotationBytes ?? DEFAULT_ROTATION_BYTES;
  const days = Number.parseFloat(env.LOG_RETENTION_DAYS ?? '');
  const period = PERIODS.find((one) => one === env.LOG_ROTATION_PERIOD) ?? rotationPeriod ?? 'day';
  const rule = { maxBytes: size, period, days: days >= 0 ? days : (retentionDays ?? DEFAULT_RETENTION_DAYS) };
  return new RotatingFile(path ?? '', rule, now, onUnopened);
}
