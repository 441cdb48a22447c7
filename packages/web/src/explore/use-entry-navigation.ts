import type { LogRecord } from '@heartwood/server/contract';
import { useQuery } from '@tanstack/react-query';
import { entryQuery } from '../api/entries.js';
import type { UpdateExplore } from './use-explore-state.js';

/** The entry whose panel is open, and the way to its neighbours in the table. */
export function useEntryNavigation(entries: readonly LogRecord[], id: string | undefined, update: UpdateExplore) {
  const index = id === undefined ? -1 : entries.findIndex((entry) => entry.id === id);
  const linked = useQuery({ ...entryQuery(id ?? ''), enabled: id !== undefined && index < 0 });
  const to = (target: LogRecord | undefined, replace: boolean) =>
    target ? () => update({ entry: target.id }, { replace }) : undefined;
  return {
    entry: index >= 0 ? entries[index] : id === undefined ? undefined : linked.data,
    /** The address names an entry that is no longer, or never was. */
    missing: id !== undefined && index < 0 && linked.isError,
    previous: index > 0 ? to(entries[index - 1], true) : undefined,
    /** Opens the first entry when none is open. */
    next: to(entries[index + 1], id !== undefined),
    close: () => update({ entry: undefined }),
  };
}
