import type { LogRecord } from '@heartwood/server/contract';
import type { Colors } from 'picocolors/types.js';
import { CSV_HEADER, csvLine } from './csv.js';
import { renderText } from './text.js';

export const OUTPUT_FORMATS = ['text', 'json', 'csv'] as const;
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

/** How entries are printed: what comes before the first, and each one with its line end. */
export interface Renderer {
  readonly header: string;
  line(entry: LogRecord): string;
}

export function rendererOf(format: OutputFormat, colours: Colors): Renderer {
  switch (format) {
    case 'text':
      return { header: '', line: (entry) => `${renderText(entry, colours)}\n` };
    case 'json':
      return { header: '', line: (entry) => `${JSON.stringify(entry)}\n` };
    case 'csv':
      return { header: CSV_HEADER, line: csvLine };
  }
}
