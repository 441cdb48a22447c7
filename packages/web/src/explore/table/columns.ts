/** Widths in pixels of columns whose values have a known length; every other column gets `OTHER`. */
const WIDTHS: Readonly<Record<string, number>> = {
  level: 78,
  service: 124,
  environment: 104,
  stream: 80,
  event: 180,
  host: 140,
  logger: 140,
  version: 90,
  pid: 70,
  duration_ms: 96,
  trace_id: 260,
  span_id: 140,
  request_id: 260,
  correlation_id: 260,
  user_id: 110,
  client_ip: 124,
  error_type: 150,
};
const OTHER = 150;

/** The message is never narrower than this, in pixels; the table scrolls sideways instead. */
export const MESSAGE_MIN = 220;

export const columnWidth = (name: string): number => WIDTHS[name] ?? OTHER;

/** Width of the time column: with milliseconds, and the day when the list spans more than one. */
export const timeWidth = (withDay: boolean): number => (withDay ? 148 : 104);

/** The tracks of the table's grid: time, chosen columns, message. */
export function gridTracks(columns: readonly string[], withDay: boolean): string {
  const fixed = [timeWidth(withDay), ...columns.map(columnWidth)].map((width) => `${width}px`);
  return `${fixed.join(' ')} minmax(${MESSAGE_MIN}px, 1fr)`;
}

/** The least width of the whole table. */
export function tableWidth(columns: readonly string[], withDay: boolean): number {
  return columns.reduce((sum, name) => sum + columnWidth(name), timeWidth(withDay) + MESSAGE_MIN + 24);
}

/** Switches a column on (at the end) or off. */
export function toggleColumn(columns: readonly string[], name: string): readonly string[] {
  return columns.includes(name) ? columns.filter((other) => other !== name) : [...columns, name];
}
