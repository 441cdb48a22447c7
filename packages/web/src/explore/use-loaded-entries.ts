import type { LogRecord } from '@heartwood/server/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { entriesQuery, type Selection } from '../api/entries.js';
import { TAIL_CAPACITY } from './tail/tail-buffer.js';

/** The entries of the table: what the live tail brought on top of the pages loaded so far, each entry once. */
export function useLoadedEntries(selection: Selection, tail: readonly LogRecord[]) {
  const pages = useInfiniteQuery(entriesQuery(selection));
  const found = useMemo(() => pages.data?.pages.flatMap(({ entries }) => entries) ?? [], [pages.data]);
  const entries = useMemo(() => {
    if (tail.length === 0) return found;
    // A full tail has lost entries at its end: what lies below would not follow on from it.
    if (tail.length >= TAIL_CAPACITY) return tail;
    const seen = new Set(tail.map(({ id }) => id));
    return [...tail, ...found.filter(({ id }) => !seen.has(id))];
  }, [found, tail]);
  return { entries, pages };
}
