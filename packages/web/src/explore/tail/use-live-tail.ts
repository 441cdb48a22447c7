import type { LogRecord } from '@heartwood/server/contract';
import { useEffect, useReducer, useState } from 'react';
import { followTail } from '../../api/tail.js';
import { EMPTY_TAIL, nextTail, type TailBuffer, type TailEvent } from './tail-buffer.js';

export interface LiveTail {
  readonly buffer: TailBuffer;
  readonly connection: 'off' | 'connecting' | 'open' | 'closed';
  readonly pause: () => void;
  readonly resume: () => void;
}

/** Arrivals are shown ten times a second, however many events a busy system sends. */
const FLUSH_MS = 100;

type Action = TailEvent | { readonly kind: 'restarted' };
const reduce = (buffer: TailBuffer, action: Action): TailBuffer =>
  action.kind === 'restarted' ? EMPTY_TAIL : nextTail(buffer, action);

/** Follows the entries that match `query` while `live`. A changed query starts afresh. */
export function useLiveTail(query: string, live: boolean): LiveTail {
  const [buffer, dispatch] = useReducer(reduce, EMPTY_TAIL);
  const [connection, setConnection] = useState<LiveTail['connection']>('off');

  useEffect(() => {
    dispatch({ kind: 'restarted' });
    if (!live) {
      setConnection('off');
      return;
    }
    setConnection('connecting');
    let waiting: LogRecord[] = [];
    const timer = setInterval(() => {
      if (waiting.length === 0) return;
      dispatch({ kind: 'arrived', entries: waiting });
      waiting = [];
    }, FLUSH_MS);
    const stop = followTail(query, {
      entries: (entries) => waiting.push(...entries),
      dropped: (count) => dispatch({ kind: 'dropped', count }),
      state: setConnection,
    });
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [query, live]);

  return {
    buffer,
    connection,
    pause: () => dispatch({ kind: 'paused' }),
    resume: () => dispatch({ kind: 'resumed' }),
  };
}
