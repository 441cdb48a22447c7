/** Where an operation of OpenTelemetry's stands. */
export interface ActiveSpan {
  readonly trace_id: string;
  readonly span_id: string;
  readonly sampled: boolean;
}

/** What version 1 of OpenTelemetry's API registers globally, as far as it is needed here. */
interface Registered {
  readonly context?: { active(): { getValue(key: symbol): unknown } };
}

interface Span {
  spanContext(): { readonly traceId: string; readonly spanId: string; readonly traceFlags: number };
}

/**
 * Where version 1 of the API keeps what an SDK has registered, and the key of the span in its context. Both are global symbols on purpose, so that every
 * copy of the API sees the same spans (`internal/global-utils` and `context/context` of `@opentelemetry/api`).
 */
const REGISTERED = Symbol.for('opentelemetry.js.api.1');
const SPAN_KEY = Symbol.for('OpenTelemetry Context Key SPAN');

/** How many questions go by until it is looked for again: the look costs 10 ns, which is a lot for an entry. */
const LOOK_EVERY = 64;

/**
 * Finds OpenTelemetry's active span when the application uses OpenTelemetry. It reads what the application's copy of the API has registered and loads
 * none of its own, so it works the same in a bundle.
 */
export class ActiveSpans {
  #registered: Registered | undefined;
  #asked = 0;

  /** @returns the span the caller runs in, `undefined` outside of one */
  current(): ActiveSpan | undefined {
    if (this.#registered === undefined) {
      if (this.#asked++ % LOOK_EVERY === 0) this.#registered = Reflect.get(globalThis, REGISTERED);
      if (this.#registered === undefined) return undefined;
    }
    const active = this.#registered.context?.active().getValue(SPAN_KEY);
    if (!isSpan(active)) return undefined;
    const span = active.spanContext();
    if (!/[1-9a-f]/.test(span.traceId) || !/[1-9a-f]/.test(span.spanId)) return undefined;
    return { trace_id: span.traceId, span_id: span.spanId, sampled: (span.traceFlags & 1) === 1 };
  }
}

const isSpan = (value: unknown): value is Span =>
  typeof value === 'object' && value !== null && 'spanContext' in value && typeof value.spanContext === 'function';

/** Shared by all loggers, as the spans are. */
export const activeSpans = new ActiveSpans();
