import { Alert, Drawer } from '@mantine/core';
import { useLocalStorage, useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { facetsQuery, histogramQuery, type Selection } from '../api/entries.js';
import { copyText } from '../clipboard/copy-text.js';
import { NothingFound } from './empty/nothing-found.js';
import { SearchFailed } from './empty/search-failed.js';
import classes from './explore-page.module.css';
import { FacetSidebar } from './facets/facet-sidebar.js';
import { Histogram } from './histogram/histogram.js';
import { KeyboardHelp } from './keyboard/keyboard-help.js';
import { useShortcuts } from './keyboard/use-shortcuts.js';
import { EntryPanel } from './panel/entry-panel.js';
import { type Filter, toggleFilter } from './query/filter.js';
import type { QueryEditorHandle } from './query/query-editor.js';
import { QueryBar } from './query-bar.js';
import { ResultBar } from './result-bar.js';
import { shareLink } from './share-link.js';
import { toggleColumn } from './table/columns.js';
import { EntryTable, type EntryTableHandle } from './table/entry-table.js';
import { TableFoot } from './table/table-foot.js';
import { useLiveTail } from './tail/use-live-tail.js';
import { absoluteRange, isMoving, resolveRange, shiftRange, type TimeRange, widenRange } from './time/range.js';
import { useEntryNavigation } from './use-entry-navigation.js';
import { useExploreState } from './use-explore-state.js';
import { useLoadedEntries } from './use-loaded-entries.js';

/** While the tail runs, the bars follow at this pace. */
const LIVE_HISTOGRAM_MS = 5_000;
const DAY_MS = 86_400_000;

/** Search, look, narrow down: the product's heart. */
export function ExplorePage() {
  const [state, update] = useExploreState();
  const [refresh, setRefresh] = useState(0);
  const [helpOpened, setHelpOpened] = useState(false);
  const [drawerOpened, setDrawerOpened] = useState(false);
  const [sidebar, setSidebar] = useLocalStorage({ key: 'heartwood-sidebar', defaultValue: true });
  const narrow = useMediaQuery('(max-width: 760px)', undefined, { getInitialValueInEffect: false }) ?? false;
  const editor = useRef<QueryEditorHandle>(null);
  const table = useRef<EntryTableHandle>(null);
  const scrolledAway = useRef(false);

  const selection = useMemo<Selection>(
    () => ({ query: state.query, range: state.range, refresh }),
    [state.query, state.range, refresh],
  );
  const tail = useLiveTail(state.query, state.live);
  const { entries, pages } = useLoadedEntries(selection, tail.buffer.shown);
  const histogram = useQuery({
    ...histogramQuery(selection, narrow ? 40 : 90),
    refetchInterval: state.live ? LIVE_HISTOGRAM_MS : false,
  });
  const facets = useQuery(facetsQuery(selection));
  const open = useEntryNavigation(entries, state.entry, update);

  const run = (query: string) => {
    if (query.trim() === state.query) setRefresh(refresh + 1);
    else update({ query: query.trim() });
  };
  const setRange = (range: TimeRange) => update({ range, live: state.live && isMoving(range) });
  const filter = (chosen: Filter) => update({ query: toggleFilter(state.query, chosen) });
  const toggleLive = () =>
    update({ live: !state.live, ...(isMoving(state.range) ? {} : { range: { from: 'now-15m', to: 'now' } }) });
  const resume = () => {
    scrolledAway.current = false;
    tail.resume();
    table.current?.toTop();
  };
  /** Leaving the top holds new entries back, so that nothing moves under the reader's eyes; coming back lets them in. */
  const onAtTop = (atTop: boolean) => {
    if (!state.live || atTop !== scrolledAway.current) return;
    scrolledAway.current = !atTop;
    if (atTop) tail.resume();
    else tail.pause();
  };
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const link = () => shareLink(state, Date.now());
  const toggleFacets = () => (narrow ? setDrawerOpened(true) : setSidebar(!sidebar));

  useShortcuts({
    '/': () => editor.current?.focus(),
    '?': () => setHelpOpened(true),
    j: () => open.next?.(),
    k: () => open.previous?.(),
    arrowdown: () => open.next?.(),
    arrowup: () => open.previous?.(),
    escape: () => state.entry && open.close(),
    r: () => setRefresh(refresh + 1),
    l: toggleLive,
    p: () => state.live && (tail.buffer.paused ? resume() : tail.pause()),
    '[': () => setRange(shiftRange(state.range, -1, Date.now())),
    ']': () => setRange(shiftRange(state.range, 1, Date.now())),
    '-': () => setRange(widenRange(state.range, Date.now())),
    w: () => update({ wrap: !state.wrap }, { replace: true }),
    y: () => void copyText(link()),
  });

  const span = resolveRange(state.range, Date.now());
  const facetSidebar = (
    <FacetSidebar
      facets={facets.data?.facets}
      error={pages.error ? null : facets.error}
      stale={facets.isPlaceholderData}
      query={state.query}
      onFilter={filter}
    />
  );
  return (
    <div className={classes.explore}>
      <h1 className={classes.hidden}>Explore</h1>
      <QueryBar
        state={state}
        error={pages.error}
        busy={pages.isFetching && !pages.isFetchingNextPage}
        narrow={narrow}
        editor={editor}
        onRun={run}
        onRange={setRange}
        onShift={(direction) => setRange(shiftRange(state.range, direction, Date.now()))}
        onRefresh={() => setRefresh(refresh + 1)}
        onLive={toggleLive}
        onFacets={toggleFacets}
      />
      <div className={classes.body}>
        {!narrow && sidebar && (
          <nav className={classes.sidebar} aria-label="Fields">
            {facetSidebar}
          </nav>
        )}
        <section className={classes.results} aria-label="Results">
          <div className={classes.chart} hidden={pages.isError}>
            <Histogram
              histogram={histogram.data}
              stale={histogram.isPlaceholderData}
              height={narrow ? 88 : 112}
              onZoom={(marked) => setRange(absoluteRange(marked))}
            />
          </div>
          <ResultBar
            state={state}
            update={update}
            histogram={histogram.data}
            tail={tail}
            onLevel={(level) => filter({ field: 'level', value: level, negated: false })}
            onResume={resume}
            onHelp={() => setHelpOpened(true)}
          />
          {pages.error ? (
            <SearchFailed error={pages.error} onRetry={() => setRefresh(refresh + 1)} />
          ) : pages.data && entries.length === 0 && !pages.isPlaceholderData ? (
            <NothingFound
              query={state.query}
              range={state.range}
              refresh={refresh}
              onRange={setRange}
              onQuery={(query) => update({ query })}
            />
          ) : (
            <EntryTable
              ref={table}
              entries={entries}
              columns={state.columns}
              wrap={state.wrap}
              dense={state.dense}
              cards={narrow}
              withDay={span.to - span.from > DAY_MS}
              selected={state.entry}
              stale={pages.isPlaceholderData}
              onSelect={(entry) => update({ entry: entry.id }, { replace: state.entry !== undefined })}
              onEnd={onEnd}
              onAtTop={onAtTop}
              foot={<TableFoot loading={pages.isFetching} complete={pages.data !== undefined && !hasNextPage} />}
            />
          )}
        </section>
        {open.entry && (
          <EntryPanel
            entry={open.entry}
            query={state.query}
            columns={state.columns}
            link={link}
            fullScreen={narrow}
            onFilter={filter}
            onColumn={(name) => update({ columns: toggleColumn(state.columns, name) }, { replace: true })}
            onPrevious={open.previous}
            onNext={open.next}
            onClose={open.close}
          />
        )}
        {open.missing && (
          <Alert className={classes.missing ?? ''} color="yellow" withCloseButton onClose={open.close} role="alert">
            The entry in this link is gone: deleted by its retention, or never here.
          </Alert>
        )}
      </div>
      <Drawer
        opened={narrow && drawerOpened}
        onClose={() => setDrawerOpened(false)}
        title="Fields"
        size="86%"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {facetSidebar}
      </Drawer>
      <KeyboardHelp opened={helpOpened} onClose={() => setHelpOpened(false)} />
    </div>
  );
}
