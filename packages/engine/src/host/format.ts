/**
 * Formats whose chunks can be put one after the other: chDB formats every chunk of a stream as a document of its own, so a
 * format with a header, a footer or an enclosing bracket must be produced in one piece.
 */
const CONCATENABLE: ReadonlySet<string> = new Set([
  'jsoneachrow',
  'jsonlines',
  'ndjson',
  'jsonstringseachrow',
  'jsoncompacteachrow',
  'jsoncompactstringseachrow',
  'tsv',
  'tabseparated',
  'tsvraw',
  'tabseparatedraw',
  'csv',
  'rowbinary',
  'rawblob',
]);

export function isConcatenable(format: string): boolean {
  return CONCATENABLE.has(format.toLowerCase());
}

/** Content type ClickHouse's HTTP interface gives a format. */
export function contentTypeOf(format: string): string {
  const name = format.toLowerCase();
  if (name === 'json' || name === 'jsoncompact' || name === 'jsonstrings') return 'application/json; charset=UTF-8';
  if (name.includes('eachrow') || name === 'jsonlines' || name === 'ndjson')
    return 'application/x-ndjson; charset=UTF-8';
  if (name.startsWith('json')) return 'application/json; charset=UTF-8';
  if (name.startsWith('csv')) return 'text/csv; charset=UTF-8';
  if (name.startsWith('tsv') || name.startsWith('tabseparated')) return 'text/tab-separated-values; charset=UTF-8';
  if (name === 'xml') return 'application/xml; charset=UTF-8';
  if (name.startsWith('pretty') || name === 'vertical') return 'text/plain; charset=UTF-8';
  return 'application/octet-stream';
}
