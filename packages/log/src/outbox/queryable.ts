/** A client or pool of `pg`, or anything else that takes SQL with `$1` parameters. */
export interface Queryable {
  query(text: string, values?: unknown[]): Promise<{ readonly rows: readonly unknown[] }>;
}

/** A client taken out of a pool. */
export interface PooledClient extends Queryable {
  /** @param broken whether the pool must not hand it out again */
  release(broken?: boolean): void;
  /** `pg` tells a client whose server has gone by this event, which ends the process when nobody listens. */
  on?(event: 'error', listener: (error: Error) => void): unknown;
  off?(event: 'error', listener: (error: Error) => void): unknown;
}

/** A pool of `pg`. */
export interface OutboxPool {
  connect(): Promise<PooledClient>;
}
