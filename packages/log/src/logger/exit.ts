import { entryType } from '../entry/entry-type.js';
import { field as f } from '../entry/field.js';
import type { BoundLogger } from './bound-logger.js';

const uncaughtException = entryType('process.uncaught_exception', {
  level: 'critical',
  message: 'Uncaught: {origin}',
  description: 'Nothing caught an exception or a rejected promise; the process is about to end.',
  fields: { origin: f.string(), err: f.error() },
});

/** How long a process that has nothing left to do waits for its last entries to arrive; what does not stays in the spool. */
const LAST_FLUSH_MS = 2_000;

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** Marks the signal handlers of every logger, also of one out of another copy of this package: they are no reason to keep a process alive. */
const FLUSHES: unique symbol = Symbol.for('heartwood.flushes');

/**
 * Logs what nobody caught, and flushes before the process ends: on exit, on an uncaught exception, and on the signals that end
 * a process. What the process does then stays as it was: an uncaught exception still ends it, and so does a signal unless the
 * application handles it.
 *
 * @returns takes every handler back
 */
export function handleExit(log: BoundLogger): () => void {
  let flushedEntries = 0;
  const onBeforeExit = (): void => {
    // Comes again whenever the flush has kept the process alive for a while; once is enough for the same entries.
    const { entries } = log.stats();
    if (entries === flushedEntries) return;
    flushedEntries = entries;
    void log.flush({ timeoutMs: LAST_FLUSH_MS });
  };
  const onExit = (): void => log.flushSync();
  const onUncaught = (err: unknown, origin: string): void => {
    log.emit(uncaughtException, { origin, err });
    log.flushSync();
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    log.flushSync();
    // Having a listener keeps Node from ending the process. When there are only ours, the last gives the signal its usual effect back.
    if (!process.listeners(signal).every((listener) => FLUSHES in listener)) return;
    process.removeListener(signal, onSignal);
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  onSignal[FLUSHES] = true;
  const takeBackRoom = makeRoom();
  process.on('beforeExit', onBeforeExit);
  process.on('exit', onExit);
  process.on('uncaughtExceptionMonitor', onUncaught);
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return () => {
    process.removeListener('beforeExit', onBeforeExit);
    process.removeListener('exit', onExit);
    process.removeListener('uncaughtExceptionMonitor', onUncaught);
    for (const signal of SIGNALS) process.removeListener(signal, onSignal);
    takeBackRoom();
  };
}

/** Room for one more listener of each event, so that Node warns of too many (`MaxListenersExceededWarning`) for the application's own alone. */
function makeRoom(): () => void {
  const change = (by: 1 | -1): void => {
    const before = process.getMaxListeners();
    // 0 is no limit.
    if (before > 0) process.setMaxListeners(Math.max(1, before + by));
  };
  change(1);
  let isTaken = true;
  return () => {
    if (isTaken) change(-1);
    isTaken = false;
  };
}
