import type { Drift } from '@heartwood/server/contract';

/** The query that finds the entries of a type; with a finding, those that can be told by it. */
export function exploreQuery(service: string, name: string, drift?: Pick<Drift, 'kind' | 'field' | 'found'>): string {
  const selectors = [`event=${JSON.stringify(name)}`, `service=${JSON.stringify(service)}`];
  if (drift?.kind === 'other_level' && drift.found) selectors.push(`level=${JSON.stringify(drift.found)}`);
  const selector = `{${selectors.join(', ')}}`;
  if (drift?.kind === 'other_version' && drift.found)
    return `${selector} | event_version=${JSON.stringify(drift.found)}`;
  const field = drift?.field?.replaceAll('.', '_');
  // Items of an array have no field of their own.
  if (field === undefined || !/^[A-Za-z_]\w*$/.test(field)) return selector;
  if (drift?.kind === 'missing_field') return `${selector} | ${field}=""`;
  return `${selector} | ${field}!=""`;
}
