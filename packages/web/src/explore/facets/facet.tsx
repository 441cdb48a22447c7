import type { FacetsResponse } from '@heartwood/server/contract';
import { IconChevronRight, IconMinus, IconPlus } from '@tabler/icons-react';
import { LEVEL_ORDER } from '../../theme/levels.js';
import { LevelDot } from '../histogram/level-dot.js';
import { type Filter, filterState } from '../query/filter.js';
import classes from './facets.module.css';

interface FacetProps {
  readonly facet: FacetsResponse['facets'][number];
  readonly query: string;
  readonly opened: boolean;
  readonly onToggle: () => void;
  readonly onFilter: (filter: Filter) => void;
}

/** One field: its values with counts, each to be included or excluded. */
export function Facet({ facet, query, opened, onToggle, onFilter }: FacetProps) {
  const most = Math.max(1, ...facet.values.map(({ count }) => count));
  const rest = facet.cardinality - facet.values.length;
  return (
    <section className={classes.facet}>
      <button type="button" className={classes.title} aria-expanded={opened} onClick={onToggle}>
        <IconChevronRight size={13} className={classes.chevron} aria-hidden="true" />
        <span>{facet.field}</span>
        <span className={classes.cardinality}>{facet.cardinality.toLocaleString('en-GB')}</span>
      </button>
      {opened && (
        <ul className={classes.values}>
          {facet.values.map(({ value, count }) => (
            <FacetValue
              key={value}
              field={facet.field}
              value={value}
              count={count}
              share={count / most}
              state={filterState(query, facet.field, value)}
              onFilter={onFilter}
            />
          ))}
          {rest > 0 && <li className={classes.rest}>and {rest.toLocaleString('en-GB')} more</li>}
        </ul>
      )}
    </section>
  );
}

interface FacetValueProps {
  readonly field: string;
  readonly value: string;
  readonly count: number;
  /** Of the most frequent value, 0 to 1. */
  readonly share: number;
  readonly state: 'included' | 'excluded' | undefined;
  readonly onFilter: (filter: Filter) => void;
}

function FacetValue({ field, value, count, share, state, onFilter }: FacetValueProps) {
  const level = field === 'level' ? LEVEL_ORDER.find((name) => name === value) : undefined;
  const include = () => onFilter({ field, value, negated: false });
  const exclude = () => onFilter({ field, value, negated: true });
  return (
    <li className={classes.value} data-state={state}>
      <button
        type="button"
        className={classes.label}
        title={value}
        aria-pressed={state === 'included'}
        onClick={include}
      >
        <span className={classes.share} style={{ width: `calc(${share} * (100% - 18px))` }} aria-hidden="true" />
        {level && <LevelDot level={level} />}
        <span className={classes.text}>{value === '' ? '(empty)' : value}</span>
        <span className={classes.count}>{count.toLocaleString('en-GB')}</span>
      </button>
      <span className={classes.actions}>
        <button
          type="button"
          aria-label={`Include ${field} ${value}`}
          title={`Only ${field} ${value}`}
          onClick={include}
        >
          <IconPlus size={12} />
        </button>
        <button
          type="button"
          aria-label={`Exclude ${field} ${value}`}
          title={`Not ${field} ${value}`}
          aria-pressed={state === 'excluded'}
          onClick={exclude}
        >
          <IconMinus size={12} />
        </button>
      </span>
    </li>
  );
}
