import type { FacetsResponse } from '@heartwood/server/contract';

type Facets = FacetsResponse['facets'];

/** Keeps the facets whose name holds the text, whole, and of the others the values that hold it. */
export function searchFacets(facets: Facets, search: string): Facets {
  const wanted = search.trim().toLowerCase();
  const filled = facets.filter(({ values }) => values.length > 0);
  if (wanted === '') return filled;
  return filled.flatMap((facet) => {
    if (facet.field.toLowerCase().includes(wanted)) return [facet];
    const values = facet.values.filter(({ value }) => value.toLowerCase().includes(wanted));
    return values.length > 0 ? [{ ...facet, values }] : [];
  });
}
