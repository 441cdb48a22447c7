import { createRequire } from 'node:module';
import type * as OpenTelemetry from '@opentelemetry/api';

/** Where an operation of OpenTelemetry's stands. */
export interface ActiveSpan {
  readonly trace_id: string;
  readonly span_id: string;
  readonly sampled: boolean;
}

/** Where version 1 of the API keeps what an SDK has registered; without it there is no span to find. */
const REGISTERED = Symbol.for('opentelemetry.js.api.1');

/** How many questions go by until it is looked for again: the look costs 10 ns, which is a lot for an entry. */
const LOOK_EVERY = 64;

/**
 * Finds OpenTelemetry's active span when the application uses OpenTelemetry. The API is an optional peer dependency, and not even loaded before an SDK
 * has registered itself; every copy of it sees the same spans.
 */
export class ActiveSpans {
  #api: typeof OpenTelemetry | 'missing' | undefined;
  #asked = 0;

  /** @returns the span the caller runs in, `undefined` outside of one */
  current(): ActiveSpan | undefined {
    if (this.#api === undefined && this.#asked++ % LOOK_EVERY === 0) this.#look();
    if (this.#api === undefined || this.#api === 'missing') return undefined;
    const { trace } = this.#api;
    const span = trace.getActiveSpan()?.spanContext();
    if (span === undefined || !/[1-9a-f]/.test(span.traceId) || !/[1-9a-f]/.test(span.spanId)) return undefined;
    return { trace_id: span.traceId, span_id: span.spanId, sampled: (span.traceFlags & 1) === 1 };
  }

  #look(): void {
    if (Reflect.get(globalThis, REGISTERED) === undefined) return;
    try {
      this.#api = createRequire(import.meta.url)('@opentelemetry/api');
    } catch {
      // Registered by a copy this package cannot reach, as in a bundle: `withContext` still gives the ids.
      this.#api = 'missing';
    }
  }
}

/** Shared by all loggers, as the spans are. */
export const activeSpans = new ActiveSpans();
