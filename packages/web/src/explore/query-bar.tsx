import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconBroadcast, IconChevronLeft, IconChevronRight, IconFilter, IconRefresh } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type Ref, useMemo, useRef } from 'react';
import { fieldsQuery, fieldValuesQuery } from '../api/entries.js';
import { ApiError } from '../api/request.js';
import classes from './explore-page.module.css';
import type { ExploreState } from './explore-search.js';
import type { Vocabulary } from './query/query-completion.js';
import { QueryEditor, type QueryEditorHandle } from './query/query-editor.js';
import type { TimeRange } from './time/range.js';
import { RangePicker } from './time/range-picker.js';

interface QueryBarProps {
  readonly state: ExploreState;
  readonly error: Error | null;
  readonly busy: boolean;
  readonly narrow: boolean;
  readonly editor: Ref<QueryEditorHandle>;
  readonly onRun: (query: string) => void;
  readonly onRange: (range: TimeRange) => void;
  readonly onShift: (direction: -1 | 1) => void;
  readonly onRefresh: () => void;
  readonly onLive: () => void;
  readonly onFacets: () => void;
}

/** Only a mistake in the query belongs below the query box. */
function queryError(error: Error | null) {
  if (!(error instanceof ApiError) || error.code !== 'bad_query') return undefined;
  const { message, hint, position } = error;
  return { message, ...(hint === undefined ? {} : { hint }), ...(position === undefined ? {} : { position }) };
}

/** What is asked: the query, the time, and whether to follow new entries. */
export function QueryBar(props: QueryBarProps) {
  const { state, error, busy, narrow, editor, onRun, onRange, onShift, onRefresh, onLive, onFacets } = props;
  const queryClient = useQueryClient();
  const range = useRef(state.range);
  range.current = state.range;
  const vocabulary = useMemo<Vocabulary>(
    () => ({
      fields: () => queryClient.fetchQuery(fieldsQuery),
      values: (field) => queryClient.fetchQuery(fieldValuesQuery(field, range.current)),
    }),
    [queryClient],
  );
  const shown = useMemo(() => queryError(error), [error]);
  return (
    <div className={classes.query}>
      <Tooltip label="Fields">
        <ActionIcon variant="default" size={34} aria-label="Fields" onClick={onFacets}>
          <IconFilter size={16} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <QueryEditor ref={editor} query={state.query} error={shown} vocabulary={vocabulary} onRun={onRun} />
      <div className={classes.time}>
        {!narrow && (
          <Tooltip label="Earlier ( [ )">
            <ActionIcon variant="default" size={34} aria-label="Earlier" onClick={() => onShift(-1)}>
              <IconChevronLeft size={16} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
        )}
        <RangePicker range={state.range} narrow={narrow} onChange={onRange} />
        {!narrow && (
          <Tooltip label="Later ( ] )">
            <ActionIcon variant="default" size={34} aria-label="Later" onClick={() => onShift(1)}>
              <IconChevronRight size={16} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
        )}
        <Tooltip label="Refresh (r)">
          <ActionIcon variant="default" size={34} aria-label="Refresh" loading={busy} onClick={onRefresh}>
            <IconRefresh size={16} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
        <Button
          h={34}
          px={12}
          variant={state.live ? 'filled' : 'default'}
          leftSection={<IconBroadcast size={16} stroke={1.6} />}
          aria-pressed={state.live}
          onClick={onLive}
        >
          Live
        </Button>
      </div>
    </div>
  );
}
