/** What came of sending a batch. */
export type Outcome =
  /** Every line was taken or refused, but for those to send again. */
  | {
      readonly kind: 'settled';
      /** Lines the server will not take as they are. */
      readonly rejected: number;
      /** Why the first of them. */
      readonly reason?: string;
      /** Lines the server could not take now, as indices into the batch. */
      readonly again?: readonly number[];
    }
  /** The server will never take this batch as it is. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Not now: the server is away, overloaded, or does not let us in. */
  | { readonly kind: 'unavailable'; readonly reason: string; readonly retryAfterMs: number | undefined };

/** A server batches of lines are shipped to. */
export interface Destination {
  /** The address as people may see it: without a password. */
  readonly address: string;
  /**
   * Sends one batch. Never rejects; ends early, as unavailable, when aborted. Does not keep the process alive.
   *
   * @param lines entries as JSON with their newlines, UTF-8
   * @param key the same for every attempt at the same lines, also in the next process
   */
  send(lines: readonly Uint8Array[], key: string, signal: AbortSignal): Promise<Outcome>;
}
