import { Button, Popover } from '@mantine/core';
import { IconCalendar, IconChevronDown } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import type { TimeRange } from './range.js';
import { PRESETS, rangeLabel } from './range-label.js';
import classes from './range-picker.module.css';

/** The calendar is a quarter of the page's code and seldom wanted: loaded when the picker opens. */
const AbsoluteRange = lazy(() => import('./absolute-range.js'));

interface RangePickerProps {
  readonly range: TimeRange;
  readonly onChange: (range: TimeRange) => void;
  /** One month beside the presets needs room; a phone gets them below one another. */
  readonly narrow: boolean;
}

/** Chooses a range by name, by calendar, or by typing both ends. */
export function RangePicker({ range, onChange, narrow }: RangePickerProps) {
  const [opened, setOpened] = useState(false);
  const choose = (chosen: TimeRange) => {
    setOpened(false);
    onChange(chosen);
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus shadow="md" withinPortal>
      <Popover.Target>
        <Button
          variant="default"
          h={34}
          px={10}
          className={classes.button ?? ''}
          leftSection={<IconCalendar size={15} stroke={1.6} />}
          rightSection={<IconChevronDown size={14} stroke={1.6} />}
          aria-label={`Time range: ${rangeLabel(range, Date.now())}`}
          onClick={() => setOpened(!opened)}
        >
          {rangeLabel(range, Date.now())}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={0} className={classes.dropdown ?? ''} data-narrow={narrow || undefined}>
        <ul className={classes.presets} aria-label="Relative ranges">
          {PRESETS.map((from) => (
            <li key={from}>
              <button
                type="button"
                aria-current={range.from === from && range.to === 'now'}
                onClick={() => choose({ from, to: 'now' })}
              >
                {rangeLabel({ from, to: 'now' }, 0)}
              </button>
            </li>
          ))}
        </ul>
        <Suspense fallback={<div className={classes.absolute} />}>
          <AbsoluteRange range={range} onChange={choose} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
