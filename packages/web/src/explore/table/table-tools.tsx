import { ActionIcon, Checkbox, Popover, ScrollArea, TextInput, Tooltip } from '@mantine/core';
import {
  IconBaselineDensityMedium,
  IconBaselineDensitySmall,
  IconColumns3,
  IconHelp,
  IconTextWrap,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { fieldsQuery } from '../../api/entries.js';
import type { ExploreState } from '../explore-search.js';
import type { UpdateExplore } from '../use-explore-state.js';
import { toggleColumn } from './columns.js';
import classes from './table-tools.module.css';

interface TableToolsProps {
  readonly state: ExploreState;
  readonly update: UpdateExplore;
  readonly onHelp: () => void;
}

/** How the table looks: columns, wrapping, density. */
export function TableTools({ state, update, onHelp }: TableToolsProps) {
  return (
    <div className={classes.tools}>
      <ColumnPicker columns={state.columns} onChange={(columns) => update({ columns }, { replace: true })} />
      <Tooltip label="Wrap long messages (w)">
        <ActionIcon
          variant={state.wrap ? 'light' : 'subtle'}
          color={state.wrap ? 'moss' : 'gray'}
          aria-label="Wrap long messages"
          aria-pressed={state.wrap}
          onClick={() => update({ wrap: !state.wrap }, { replace: true })}
        >
          <IconTextWrap size={16} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={state.dense ? 'Roomy rows' : 'Compact rows'}>
        <ActionIcon
          variant={state.dense ? 'light' : 'subtle'}
          color={state.dense ? 'moss' : 'gray'}
          aria-label="Compact rows"
          aria-pressed={state.dense}
          onClick={() => update({ dense: !state.dense }, { replace: true })}
        >
          {state.dense ? (
            <IconBaselineDensitySmall size={16} stroke={1.6} />
          ) : (
            <IconBaselineDensityMedium size={16} stroke={1.6} />
          )}
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Keys and queries (?)">
        <ActionIcon variant="subtle" color="gray" aria-label="Keys and queries" onClick={onHelp}>
          <IconHelp size={16} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

interface ColumnPickerProps {
  readonly columns: readonly string[];
  readonly onChange: (columns: readonly string[]) => void;
}

function ColumnPicker({ columns, onChange }: ColumnPickerProps) {
  const [search, setSearch] = useState('');
  const [opened, setOpened] = useState(false);
  const { data: fields } = useQuery({ ...fieldsQuery, enabled: opened });
  const names = [...new Set([...columns, 'level', ...(fields ?? []).map(({ name }) => name)])];
  const shown = names.filter((name) => name !== 'message' && name.toLowerCase().includes(search.trim().toLowerCase()));
  return (
    <Popover position="bottom-end" opened={opened} onChange={setOpened} trapFocus shadow="md" withinPortal>
      <Popover.Target>
        <Tooltip label="Columns">
          <ActionIcon variant="subtle" color="gray" aria-label="Columns" onClick={() => setOpened(!opened)}>
            <IconColumns3 size={16} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p={8} className={classes.picker ?? ''}>
        <TextInput
          size="xs"
          placeholder="Find a field"
          aria-label="Find a field"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <ScrollArea.Autosize mah={300} mt={8} type="auto">
          {shown.map((name) => (
            <Checkbox
              key={name}
              size="xs"
              py={4}
              label={name}
              checked={columns.includes(name)}
              onChange={() => onChange(toggleColumn(columns, name))}
            />
          ))}
          {shown.length === 0 && <p className={classes.none}>No field has this name.</p>}
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  );
}
