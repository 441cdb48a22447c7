import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { type ExploreState, readExploreSearch, writeExploreSearch } from './explore-search.js';

const route = getRouteApi('/shell/explore');

/** Changes part of the state. `replace` keeps small steps (row by row, column by column) out of the back button's way. */
export type UpdateExplore = (
  change: Partial<Omit<ExploreState, 'entry'>> & { readonly entry?: string | undefined },
  options?: { readonly replace?: boolean },
) => void;

/** The state of Explore, which lives in the address bar and nowhere else. */
export function useExploreState(): readonly [ExploreState, UpdateExplore] {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const state = useMemo(() => readExploreSearch(search), [search]);
  const update = useCallback<UpdateExplore>(
    (change, options) => {
      void navigate({
        replace: options?.replace ?? false,
        search: (previous) => {
          const { entry: old, ...kept } = readExploreSearch(previous);
          const { entry, ...rest } = { entry: old, ...change };
          return writeExploreSearch({ ...kept, ...rest, ...(entry ? { entry } : {}) });
        },
      });
    },
    [navigate],
  );
  return [state, update];
}
