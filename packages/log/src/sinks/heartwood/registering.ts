import type { Sink, SinkSettings } from '../sink.js';
import type { Registration } from './registration.js';

/** A sink that registers the application's entry types as well, when the logger knows them. */
export function registering(sink: Sink, register: (settings: SinkSettings) => Registration | undefined): Sink {
  let registration: Registration | undefined;
  return {
    name: sink.name,
    open(settings) {
      sink.open?.(settings);
      registration = register(settings);
    },
    write: (line, level) => sink.write(line, level),
    ...(sink.flush && { flush: (timeoutMs) => sink.flush?.(timeoutMs) ?? Promise.resolve(true) }),
    ...(sink.persist && { persist: (timeoutMs) => sink.persist?.(timeoutMs) ?? Promise.resolve(true) }),
    ...(sink.flushSync && { flushSync: () => sink.flushSync?.() }),
    async close(timeoutMs) {
      await sink.close?.(timeoutMs);
      await registration?.stop();
    },
    stats: () => ({ ...sink.stats(), ...registration?.counts }),
  };
}
