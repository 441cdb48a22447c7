import type { BatchResult } from '../store/batch/batch.js';

/**
 * Collects the rejections of a batch in bounded memory: a body of a million bad lines must not become a million objects. When
 * there are more than `listed`, the last one listed says how many it stands for.
 */
export function createRejections(listed: number) {
  const list: { line: number; error: string }[] = [];
  let count = 0;
  return {
    add(line: number, error: string): void {
      count++;
      if (list.length < listed) list.push({ line, error });
    },
    count: () => count,
    list(): BatchResult['rejected'] {
      const last = list.at(-1);
      if (last === undefined || count === list.length) return list;
      return [
        ...list.slice(0, -1),
        { line: last.line, error: `${last.error} (and ${count - list.length} more lines rejected after this one)` },
      ];
    },
  };
}
