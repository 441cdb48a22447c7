import { formatBytes, formatCount, formatDuration } from './size.js';
import type { Terminal } from './terminal.js';

/** What is known about work under way. */
export interface ProgressState {
  readonly label: string;
  readonly entries: number;
  readonly bytes: number;
  /** Absent when nobody knows, as with standard input. */
  readonly totalBytes?: number;
}

export interface Progress {
  update(state: ProgressState): void;
  /** Takes the bar away, so that something else can be printed. */
  clear(): void;
}

/** Milliseconds between two drawings of the bar, and between two lines where nothing can be drawn over. */
const REDRAW = 100;
const LINE = 5_000;

/** A bar that is drawn over itself on a terminal, and a line every five seconds elsewhere. */
export function createProgress(terminal: Terminal): Progress {
  const started = terminal.now();
  let last = started;
  let drawn = false;
  return {
    update(state) {
      const now = terminal.now();
      if (now - last < (terminal.canRedraw ? REDRAW : LINE)) return;
      last = now;
      const text = progressLine(state, now - started, terminal.columns);
      terminal.note(terminal.canRedraw ? `\r\u001b[2K${text}` : `${text}\n`);
      drawn = terminal.canRedraw;
    },
    clear() {
      if (drawn) terminal.note('\r\u001b[2K');
      drawn = false;
    },
  };
}

/** One line that says how far the work is: `app.log ━━━━╌╌╌╌ 45 % · 1,200 entries · 3.4 MB/s · 12 s left`. */
export function progressLine(state: ProgressState, elapsedMs: number, columns: number): string {
  const rate = elapsedMs > 0 ? (state.bytes / elapsedMs) * 1000 : 0;
  const parts = [`${formatCount(state.entries)} entries`, `${formatBytes(rate)}/s`];
  if (state.totalBytes === undefined) return `${state.label}  ${parts.join(' · ')}`.slice(0, columns - 1);
  const share = state.totalBytes > 0 ? Math.min(1, state.bytes / state.totalBytes) : 1;
  if (rate > 0) parts.push(`${formatDuration(((state.totalBytes - state.bytes) / rate) * 1000)} left`);
  const head = `${state.label} `;
  const tail = ` ${Math.floor(share * 100)} % · ${parts.join(' · ')}`;
  const width = Math.max(0, Math.min(30, columns - 1 - head.length - tail.length));
  const full = Math.round(width * share);
  return `${head}${'━'.repeat(full)}${'╌'.repeat(width - full)}${tail}`.slice(0, columns - 1);
}
