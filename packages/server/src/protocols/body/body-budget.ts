import { BodyError } from './body-error.js';

/**
 * Memory for request bodies, shared by all ingest protocols: a hundred senders at once must not add up to a hundred times the
 * largest body.
 */
export interface BodyBudget {
  /** @throws BodyError 429 when all of it is taken. */
  take(bytes: number): void;
  give(bytes: number): void;
  readonly taken: number;
}

/** @param limit bytes of decompressed bodies held at once. Default 128 MiB. */
export function createBodyBudget(limit = 128 * 1_048_576): BodyBudget {
  let taken = 0;
  return {
    take(bytes) {
      if (taken + bytes > limit) {
        throw new BodyError(
          429,
          `request bodies of ${limit} bytes are being taken in already`,
          'send the batch again in a second',
        );
      }
      taken += bytes;
    },
    give(bytes) {
      taken -= bytes;
    },
    get taken() {
      return taken;
    },
  };
}
