import { levelName } from '@heartwood/logql/level';
import { isLogql, quote, readPlainSearch } from './terms.js';

/** One condition on one field, as the facets and the entry panel add it. */
export interface Filter {
  readonly field: string;
  readonly value: string;
  readonly negated: boolean;
}

const BARE = /^[A-Za-z0-9_./@][A-Za-z0-9_./@-]*$/;

/** The filter as a term of a plain search; the value is quoted unless it is plainly one word. */
export function formatTerm({ field, value, negated }: Filter): string {
  return `${negated ? '-' : ''}${field}:${BARE.test(value) ? value : quote(value)}`;
}

const formatStage = ({ field, value, negated }: Filter): string =>
  `| ${field} ${negated ? '!=' : '='} ${JSON.stringify(value)}`;

/** The stages of a LogQL query that are exactly one comparison of a field with a string, with their offsets. */
function readStages(query: string): readonly (Filter & { start: number; end: number })[] {
  const stage = /\s*\|\s*([A-Za-z_][A-Za-z0-9_]*)\s*(!?=)\s*("(?:[^"\\]|\\.)*")(?=\s*(?:\||$))/g;
  return [...query.matchAll(stage)].map((match) => ({
    field: match[1] ?? '',
    negated: match[2] === '!=',
    value: String(JSON.parse(match[3] ?? '""')),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

interface Placed extends Filter {
  readonly start: number;
  readonly end: number;
}

/** A value of a plain search as it is stored. */
const stored = (field: string, value: string): string =>
  field === 'level' ? (levelName(value) ?? value.toUpperCase()) : value;

/** The filters a query already holds, in order. */
function readFilters(query: string): readonly Placed[] {
  if (isLogql(query)) return readStages(query);
  return readPlainSearch(query).terms.flatMap((term) =>
    term.field === undefined ? [] : [{ ...term, field: term.field, value: stored(term.field, term.value) }],
  );
}

/** The query without these parts and the blanks before them; what stands in quotes elsewhere stays as it was. */
const cut = (query: string, parts: readonly Placed[]): string =>
  parts.reduceRight((text, part) => text.slice(0, part.start).trimEnd() + text.slice(part.end), query).trim();

/** Whether the query includes or excludes this value already. */
export function filterState(query: string, field: string, value: string): 'included' | 'excluded' | undefined {
  const found = readFilters(query).find((filter) => filter.field === field && filter.value === value);
  if (!found) return undefined;
  return found.negated ? 'excluded' : 'included';
}

/**
 * The query with the filter switched on; switched off when it was there already. The opposite filter on the same value goes,
 * and so does another included value of the field, since an entry holds one value per field and both would match nothing.
 *
 * @example toggleFilter('refused service:shop', { field: 'level', value: 'ERROR', negated: false })
 *   // 'refused service:shop level:ERROR'
 */
export function toggleFilter(query: string, filter: Filter): string {
  const same = readFilters(query).filter((other) => other.field === filter.field);
  const present = same.filter((other) => other.value === filter.value && other.negated === filter.negated);
  if (present.length > 0) return cut(query, present);
  const replaced = same.filter((other) => other.value === filter.value || (!filter.negated && !other.negated));
  const rest = cut(query, replaced);
  if (isLogql(query)) return `${rest} ${formatStage(filter)}`;
  // "or" binds less than standing side by side: without the parentheses the filter would belong to the last alternative.
  const kept = readPlainSearch(rest).alternatives ? `(${rest})` : rest;
  return `${kept} ${formatTerm(filter)}`.trim();
}
