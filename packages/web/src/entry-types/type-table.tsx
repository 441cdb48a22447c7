import type { EntryTypeSummary } from '@heartwood/server/contract';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect } from 'react';
import classes from './entry-types.module.css';
import { TypeRow } from './type-row.js';

interface TypeTableProps {
  readonly types: readonly EntryTypeSummary[];
  readonly selected: { readonly service: string | undefined; readonly name: string | undefined };
  readonly onOpen: (type: EntryTypeSummary) => void;
  /** What the table scrolls in. */
  readonly scroller: RefObject<HTMLDivElement | null>;
}

/** Rows kept in the page beyond the visible ones. */
const OVERSCAN = 10;
/** Height of a row before it is measured, px: a name and a line of its description. */
const USUAL_HEIGHT = 52;
/** Height of the head, which stands above the first row and before whatever has scrolled up, px. */
const HEAD = 32;

/** The entry types, of which only the visible rows are in the page: there may be thousands. */
export function TypeTable({ types, selected, onOpen, scroller }: TypeTableProps) {
  const rows = useVirtualizer({
    count: types.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => USUAL_HEIGHT,
    overscan: OVERSCAN,
    scrollMargin: HEAD,
    scrollPaddingStart: HEAD,
    scrollPaddingEnd: HEAD,
    getItemKey: (index) => keyOf(types[index]) ?? index,
  });
  const position = types.findIndex(({ service, name }) => service === selected.service && name === selected.name);
  const isThere = position >= 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a link to a type may be to one far down; what moves above it later does not scroll
  useEffect(() => {
    if (isThere) rows.scrollToIndex(position, { align: 'auto' });
  }, [selected.service, selected.name, isThere]);

  if (types.length === 0) return <p className={classes.none}>No entry type is like that.</p>;
  const visible = rows.getVirtualItems();
  const above = (visible[0]?.start ?? HEAD) - HEAD;
  const below = rows.getTotalSize() + HEAD - (visible.at(-1)?.end ?? HEAD);
  return (
    <table className={classes.table} aria-rowcount={types.length + 1}>
      <thead>
        <tr aria-rowindex={1}>
          <th className={classes.name}>Type</th>
          <th className={classes.service}>Service</th>
          <th className={classes.levels}>Level</th>
          <th className={classes.stream}>Stream</th>
          <th className={classes.message}>Message</th>
          <th className={classes.drift}>Drift</th>
        </tr>
      </thead>
      <tbody>
        {above > 0 && <Gap height={above} />}
        {visible.map(({ index, key }) => {
          const type = types[index];
          return (
            type && (
              <TypeRow
                key={key}
                type={type}
                index={index}
                measure={rows.measureElement}
                selected={index === position}
                onOpen={() => onOpen(type)}
              />
            )
          );
        })}
        {below > 0 && <Gap height={below} />}
      </tbody>
    </table>
  );
}

const keyOf = (type: EntryTypeSummary | undefined): string | undefined => type && `${type.service}\n${type.name}`;

/** In the place of rows that are not in the page. */
function Gap({ height }: { readonly height: number }) {
  return (
    <tr aria-hidden className={classes.gap}>
      <td colSpan={6} style={{ height }} />
    </tr>
  );
}
