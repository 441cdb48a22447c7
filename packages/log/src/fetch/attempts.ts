/** Calls remembered of one context. */
const MAX_CALLS = 100;

/**
 * Counts attempts: a call that follows a failed one of the same method and address in the same context is a retry. Contexts are
 * held weakly, so that nothing outlives its request.
 */
export class Attempts {
  readonly #failures = new WeakMap<object, Map<string, number>>();

  /** Which attempt the next call of this kind is, from 1. Outside of a context every call is the first. */
  next(scope: object | undefined, call: string): number {
    return ((scope && this.#failures.get(scope)?.get(call)) ?? 0) + 1;
  }

  /** Remembers how a call ended. */
  ended(scope: object | undefined, call: string, attempt: number, failed: boolean): void {
    if (scope === undefined) return;
    const failures = this.#failures.get(scope) ?? new Map<string, number>();
    this.#failures.set(scope, failures);
    if (!failed) failures.delete(call);
    else if (failures.has(call) || failures.size < MAX_CALLS) failures.set(call, attempt);
  }
}
