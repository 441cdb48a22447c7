import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import type { StandardFields } from '../entry/reserved-names.js';
import { BoundFields } from '../serialize/bound-fields.js';
import type { FreeFields } from '../serialize/free-fields.js';
import { activeSpans } from './active-span.js';

/** Fields that ride along with every entry: the standard ones by their types, and any of your own. */
export type ContextFields = StandardFields & { readonly [name: string]: unknown };

/** The fields of one `withContext` and everything around it; follows the asynchronous chain. */
export class Scope {
  /** The outermost scope around this one, itself when there is none: a request, a job. */
  readonly root: Scope;
  #fields: ContextFields;
  /** Added and not yet merged: most requests end without another entry. */
  #added: ContextFields | undefined;
  #bound: BoundFields | undefined;

  constructor(fields: ContextFields, parent?: Scope) {
    this.root = parent?.root ?? this;
    this.#fields = { ...parent?.fields, ...fields };
  }

  get fields(): ContextFields {
    if (this.#added !== undefined) {
      this.#fields = { ...this.#fields, ...this.#added };
      this.#added = undefined;
    }
    return this.#fields;
  }

  add(fields: ContextFields): void {
    this.#added = { ...this.#added, ...fields };
    this.#bound = undefined;
  }

  /** The fields as JSON, made at the first entry of the scope. */
  bound(free: FreeFields): BoundFields {
    this.#bound ??= new BoundFields(free.parts(this.fields));
    return this.#bound;
  }
}

const storage = new AsyncLocalStorage<Scope>();

/** The scope the caller runs in; `undefined` outside every `withContext`. */
export const currentScope = (): Scope | undefined => storage.getStore();

/**
 * Runs a function so that every entry logged by it, and by whatever it starts, carries these fields. Inner fields win over
 * outer ones of the same name; the fields of an entry win over both.
 *
 * @returns what the function returns
 *
 * @example
 * await withContext({ request_id: 'r_1', tenant: 'acme' }, async () => {
 *   await charge();   // every log call inside has request_id and tenant
 * });
 */
export function withContext<Result>(fields: ContextFields, run: () => Result): Result {
  return storage.run(new Scope(fields, storage.getStore()), run);
}

/**
 * Adds fields to the context the caller runs in, from here on and for everything inside it: the user id after
 * authentication, say.
 *
 * @returns false when there is no context to add to
 *
 * @example addContext({ user_id: user.id });
 */
export function addContext(fields: ContextFields): boolean {
  const scope = storage.getStore();
  scope?.add(fields);
  return scope !== undefined;
}

/**
 * A way back into the scope the caller runs in, for callbacks that come from elsewhere, such as a socket's. With OpenTelemetry it leads back
 * into its context too; that takes an asynchronous resource, which costs a request more than all the rest of its context.
 *
 * @returns runs a function there
 */
export function wayBack(): (run: () => void) => void {
  const scope = storage.getStore();
  if (scope === undefined || activeSpans.current() !== undefined) {
    const chain = new AsyncResource('heartwood.request');
    return (run) => chain.runInAsyncScope(run);
  }
  return (run) => storage.run(scope, run);
}

/** The fields of the context the caller runs in; empty outside of one. */
export const currentContext = (): ContextFields => storage.getStore()?.fields ?? {};
