import type { LogRecord } from '@heartwood/server/contract';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import { gridTracks, tableWidth } from './columns.js';
import { EntryCard } from './entry-card.js';
import { EntryRow } from './entry-row.js';
import classes from './entry-table.module.css';

export interface EntryTableHandle {
  readonly toTop: () => void;
}

interface EntryTableProps {
  /** Newest first. */
  readonly entries: readonly LogRecord[];
  readonly columns: readonly string[];
  readonly wrap: boolean;
  readonly dense: boolean;
  /** Two-line cards in place of columns, for a phone. */
  readonly cards: boolean;
  /** Whether times need their day. */
  readonly withDay: boolean;
  readonly selected: string | undefined;
  readonly stale: boolean;
  readonly onSelect: (entry: LogRecord) => void;
  /** The end of what is loaded came near. */
  readonly onEnd: () => void;
  readonly onAtTop: (atTop: boolean) => void;
  /** Stands below the last row. */
  readonly foot: ReactNode;
  readonly ref: Ref<EntryTableHandle>;
}

/** Rows kept rendered beyond the visible ones. */
const OVERSCAN = 12;
/** Rows before the end at which the next page is asked for. */
const AHEAD = 60;

const rowHeight = (dense: boolean, cards: boolean): number => (cards ? 62 : dense ? 22 : 28);

/** The entries, of which only the visible rows exist in the page. */
export function EntryTable(props: EntryTableProps) {
  const { entries, columns, wrap, dense, cards, withDay, selected, stale, onSelect, onEnd, onAtTop, foot, ref } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const height = rowHeight(dense, cards);
  const measured = wrap || cards;
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: OVERSCAN,
    getItemKey: (index) => entries[index]?.id ?? index,
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: heights measured for one layout are wrong for another
  useEffect(() => rows.measure(), [height, wrap, rows]);

  const last = rows.getVirtualItems().at(-1)?.index ?? 0;
  useEffect(() => {
    if (entries.length > 0 && last >= entries.length - AHEAD) onEnd();
  }, [last, entries.length, onEnd]);

  const position = entries.findIndex(({ id }) => id === selected);
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the selection, not the rows moving below it
  useEffect(() => {
    if (position >= 0) rows.scrollToIndex(position, { align: 'auto' });
  }, [selected]);

  useImperativeHandle(ref, () => ({ toTop: () => scroller.current?.scrollTo({ top: 0 }) }), []);

  const Row = cards ? EntryCard : EntryRow;
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      data-stale={stale || undefined}
      onScroll={(event) => onAtTop(event.currentTarget.scrollTop < 8)}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a table element cannot hold rows placed by a virtualiser */}
      <div
        role="grid"
        aria-label="Log entries"
        aria-rowcount={entries.length}
        aria-activedescendant={position >= 0 ? `entry-${selected}` : undefined}
        tabIndex={0}
        className={classes.grid}
        data-dense={dense || undefined}
        data-wrap={wrap || undefined}
        style={{
          '--tracks': gridTracks(columns, withDay),
          ...(cards ? {} : { minWidth: tableWidth(columns, withDay) }),
        }}
      >
        {!cards && <Header columns={columns} />}
        <div className={classes.body} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((item) => {
            const entry = entries[item.index];
            return (
              entry && (
                <Row
                  key={item.key}
                  entry={entry}
                  index={item.index}
                  top={item.start}
                  columns={columns}
                  withDay={withDay}
                  selected={entry.id === selected}
                  onSelect={onSelect}
                  {...(measured ? { measure: rows.measureElement } : { height })}
                />
              )
            );
          })}
        </div>
      </div>
      {foot}
    </div>
  );
}

function Header({ columns }: { readonly columns: readonly string[] }) {
  return (
    <div className={classes.head}>
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus and names the active row */}
      {/* biome-ignore lint/a11y/useSemanticElements: see the grid */}
      <div role="row" className={classes.columns}>
        {['time', ...columns, 'message'].map((name) => (
          // biome-ignore lint/a11y/useFocusableInteractive: see the row
          // biome-ignore lint/a11y/useSemanticElements: see the grid
          <span key={name} role="columnheader">
            {name}
          </span>
        ))}
      </div>
    </div>
  );
}
