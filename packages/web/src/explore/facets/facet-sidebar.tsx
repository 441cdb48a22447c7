import type { FacetsResponse } from '@heartwood/server/contract';
import { CloseButton, TextInput } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { Filter } from '../query/filter.js';
import { Facet } from './facet.js';
import { searchFacets } from './facet-search.js';
import classes from './facets.module.css';

interface FacetSidebarProps {
  readonly facets: FacetsResponse['facets'] | undefined;
  readonly error: Error | null;
  readonly stale: boolean;
  readonly query: string;
  readonly onFilter: (filter: Filter) => void;
}

/** The fields worth filtering by, with their most frequent values under the current query. */
export function FacetSidebar({ facets, error, stale, query, onFilter }: FacetSidebarProps) {
  const [search, setSearch] = useState('');
  const [closed, setClosed] = useLocalStorage<string[]>({ key: 'heartwood-closed-facets', defaultValue: [] });
  const toggle = (field: string) =>
    setClosed((fields) => (fields.includes(field) ? fields.filter((name) => name !== field) : [...fields, field]));
  const shown = searchFacets(facets ?? [], search);
  return (
    <div className={classes.sidebar} data-stale={stale || undefined}>
      <TextInput
        size="xs"
        placeholder="Find a field or value"
        aria-label="Find a field or value"
        className={classes.search ?? ''}
        leftSection={<IconSearch size={13} />}
        rightSection={search !== '' && <CloseButton size="xs" aria-label="Clear" onClick={() => setSearch('')} />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {error && (
        <p className={classes.note} role="alert">
          {error.message}
        </p>
      )}
      {facets && shown.length === 0 && (
        <p className={classes.note}>{search ? 'No field or value has this in it.' : 'No fields in this selection.'}</p>
      )}
      {shown.map((facet) => (
        <Facet
          key={facet.field}
          facet={facet}
          query={query}
          opened={search !== '' || !closed.includes(facet.field)}
          onToggle={() => toggle(facet.field)}
          onFilter={onFilter}
        />
      ))}
    </div>
  );
}
