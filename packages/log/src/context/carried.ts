import type { Baggage } from './baggage.js';
import { addContext, type ContextFields, currentContext } from './context.js';

/** Under this name a context holds what is handed on without being logged: names that are symbols never reach a line. */
export const CARRIED: unique symbol = Symbol('heartwood.carried');

/** What a request brings for those it is handed on to. */
export interface Carried {
  /** Of the trace: whether the caller records it. */
  readonly sampled?: boolean;
  /** The header `tracestate`, as it came. */
  readonly tracestate?: string;
  readonly baggage?: Baggage;
}

/** A context with what it carries. */
export type CarryingContext = ContextFields & { readonly [CARRIED]?: Carried };

/** What the current context carries. */
export function currentCarried(): Carried {
  const context: CarryingContext = currentContext();
  return context[CARRIED] ?? {};
}

/**
 * The baggage of the context the caller runs in; empty when there is none.
 *
 * @example currentBaggage().tenant
 */
export const currentBaggage = (): Baggage => currentCarried().baggage ?? {};

/**
 * Adds values to the baggage, from here on and for everything inside the context. They go out with `contextHeaders()` and `injectContext()`, to
 * other companies too if you call them: nothing personal belongs here.
 *
 * @returns false when there is no context to add to
 *
 * @example addBaggage({ tenant: 'acme' });
 */
export function addBaggage(baggage: Baggage): boolean {
  const carried = currentCarried();
  const context: CarryingContext = { [CARRIED]: { ...carried, baggage: { ...carried.baggage, ...baggage } } };
  return addContext(context);
}
