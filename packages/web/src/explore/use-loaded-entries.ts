import type { LogRecord } from '@heartwood/server/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { entriesQuery, type Selection } from '../api/entries.js';
import { TAIL_CAPACITY } from './tail/tail-buffer.js';

/** The first of each id: pages that were loaded at different moments may overlap with each other and with the tail. */
const onceEach = (entries: readonly LogRecord[]): readonly LogRecord[] =>
  [...new Map(entries.toReversed().map((entry) => [entry.id, entry])).values()].toReversed();

/** The entries of the table: what the live tail brought on top of the pages loaded so far, each entry once. */
export function useLoadedEntries(selection: Selection, tail: readonly LogRecord[]) {
  const pages = useInfiniteQuery(entriesQuery(selection));
  const found = useMemo(() => pages.data?.pages.flatMap(({ entries }) => entries) ?? [], [pages.data]);
  // A full tail has lost entries at its end: what lies below would not follow on from it.
  const entries = useMemo(() => onceEach(tail.length >= TAIL_CAPACITY ? tail : [...tail, ...found]), [found, tail]);
  return { entries, pages };
}
