import { formatBytes, formatCount, formatDuration } from '../terminal/size.js';
import type { PipelineCounts } from './pipeline.js';

/** How many rejected lines are shown. */
const SAMPLES = 5;

/** What became of one file. */
export interface FileReport {
  readonly name: string;
  readonly format: string;
  readonly service: string;
  readonly counts: Readonly<PipelineCounts>;
  readonly accepted: number;
  readonly rejected: number;
  /** Some of the rejections, as the server explained them. */
  readonly samples: readonly { readonly line: number; readonly error: string }[];
  /** Bytes as stored. */
  readonly bytes: number;
  readonly elapsedMs: number;
}

/** Adds rejections to the samples kept, which are as few as are shown. */
export function keepSamples(
  kept: readonly { line: number; error: string }[],
  more: readonly { line: number; error: string }[],
): { line: number; error: string }[] {
  return [...kept, ...more].slice(0, SAMPLES);
}

/** A few lines about a file: how much, in which format, and everything that was not as one might think. */
export function summarise(report: FileReport): string {
  const { counts, elapsedMs } = report;
  const name = report.name === '-' ? 'standard input' : report.name;
  const speed = elapsedMs >= 1_000 ? `, ${formatCount(Math.round((report.accepted / elapsedMs) * 1000))}/s` : '';
  const lines = [
    `${name}: ${entries(report.accepted)} sent (${report.format}, service ${report.service}; ${formatBytes(report.bytes)} in ${formatDuration(elapsedMs)}${speed})`,
  ];
  const { previous, file } = counts.times;
  if (previous > 0) lines.push(`${entries(previous)} without a time got that of the entry before`);
  if (file > 0) {
    const origin = report.name === '-' ? 'the time they came' : 'the time of the file’s last change';
    lines.push(`${entries(file)} without a time got ${origin}`);
  }
  if (counts.cut > 0) lines.push(`${entries(counts.cut)} too large: cut (field truncated)`);
  if (report.rejected > 0) {
    lines.push(`${entries(report.rejected)} rejected by the server:`);
    lines.push(...report.samples.map(({ line, error }) => `  line ${formatCount(line)}: ${error}`));
    const more = report.rejected - report.samples.length;
    if (more > 0) lines.push(`  and ${formatCount(more)} more`);
  }
  return `${lines.join('\n  ')}\n`;
}

function entries(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'entry' : 'entries'}`;
}
