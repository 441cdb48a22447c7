import '@mantine/dates/styles.css';
import { Button, TextInput } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import { type FormEvent, useState } from 'react';
import { parseMoment, resolveMoment } from './moment.js';
import { absoluteRange, rangeProblem, resolveRange, type TimeRange } from './range.js';
import { momentField } from './range-label.js';
import classes from './range-picker.module.css';

/** `2026-11-21` as the calendar wants it, in local time. */
const dayOf = (text: string): string | null => {
  const moment = parseMoment(text);
  return moment ? momentField(new Date(resolveMoment(moment, Date.now())).toISOString()).slice(0, 10) : null;
};

interface AbsoluteRangeProps {
  readonly range: TimeRange;
  readonly onChange: (range: TimeRange) => void;
}

/** Both ends by calendar or as text. The default export, since it is loaded on demand. */
export default function AbsoluteRange({ range, onChange }: AbsoluteRangeProps) {
  const [from, setFrom] = useState(momentField(range.from));
  const [to, setTo] = useState(momentField(range.to));
  const [problem, setProblem] = useState<ReturnType<typeof rangeProblem>>();
  const apply = (event: FormEvent) => {
    event.preventDefault();
    const typed = { from: from.trim(), to: to.trim() };
    const found = rangeProblem(typed, Date.now());
    setProblem(found);
    if (found) return;
    const relative = [typed.from, typed.to].some((end) => parseMoment(end)?.kind === 'relative');
    onChange(relative ? typed : absoluteRange(resolveRange(typed, Date.now())));
  };
  const pick = ([first, last]: [string | null, string | null]) => {
    if (first) setFrom(`${first.slice(0, 10)} 00:00:00`);
    if (first) setTo(`${(last ?? first).slice(0, 10)} 23:59:59`);
    setProblem(undefined);
  };
  const lastDay = dayOf(to);
  return (
    <form className={classes.absolute} onSubmit={apply}>
      <DatePicker
        type="range"
        size="sm"
        mx="auto"
        allowSingleDateInRange
        {...(lastDay ? { defaultDate: lastDay } : {})}
        value={[dayOf(from), dayOf(to)]}
        onChange={pick}
      />
      <div className={classes.ends}>
        <TextInput
          label="From"
          size="xs"
          classNames={{ input: classes.moment ?? '' }}
          value={from}
          error={problem?.end === 'from' ? problem.message : undefined}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          label="To"
          size="xs"
          classNames={{ input: classes.moment ?? '' }}
          value={to}
          error={problem?.end === 'to' ? problem.message : undefined}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
      </div>
      <div className={classes.foot}>
        <span>{Intl.DateTimeFormat().resolvedOptions().timeZone}</span>
        <Button type="submit" size="compact-sm">
          Apply
        </Button>
      </div>
    </form>
  );
}
