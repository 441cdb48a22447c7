import type { LogRecord } from '@heartwood/server/contract';

/** What the live tail shows, keeps back and has lost. Both lists hold the newest entry first and are bounded. */
export interface TailBuffer {
  readonly shown: readonly LogRecord[];
  /** Arrived while paused or while the reader is looking further down; shown on resume. */
  readonly held: readonly LogRecord[];
  /** Pushed out of `held`, or dropped by the server because this browser was too slow. */
  readonly dropped: number;
  readonly paused: boolean;
}

/** Entries kept per list: enough to scroll back through, small enough to leave open for a day. */
export const TAIL_CAPACITY = 2_000;

export const EMPTY_TAIL: TailBuffer = { shown: [], held: [], dropped: 0, paused: false };

export type TailEvent =
  /** As the server sends them: oldest first. */
  | { readonly kind: 'arrived'; readonly entries: readonly LogRecord[] }
  | { readonly kind: 'dropped'; readonly count: number }
  | { readonly kind: 'paused' }
  | { readonly kind: 'resumed' };

const newestFirst = (older: readonly LogRecord[], arrived: readonly LogRecord[]): readonly LogRecord[] =>
  [...arrived.toReversed(), ...older].slice(0, TAIL_CAPACITY);

/** The buffer after one event. */
export function nextTail(buffer: TailBuffer, event: TailEvent): TailBuffer {
  switch (event.kind) {
    case 'arrived': {
      if (!buffer.paused) return { ...buffer, shown: newestFirst(buffer.shown, event.entries) };
      const lost = Math.max(0, buffer.held.length + event.entries.length - TAIL_CAPACITY);
      return { ...buffer, held: newestFirst(buffer.held, event.entries), dropped: buffer.dropped + lost };
    }
    case 'dropped':
      return { ...buffer, dropped: buffer.dropped + event.count };
    case 'paused':
      return { ...buffer, paused: true };
    case 'resumed':
      return { ...buffer, paused: false, shown: newestFirst(buffer.shown, buffer.held.toReversed()), held: [] };
  }
}
