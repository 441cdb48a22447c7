/** Lines shown at most. */
const SHOWN = 20;

/**
 * What changed between two texts, in a few lines: `-` is in the first only, `+` in the second only. Lines are compared as a set with
 * counts, in the order of the texts, which is enough to see what is stale.
 */
export function shortDifference(before: string, after: string): string {
  const lines = [...missing('-', before, after), ...missing('+', after, before)];
  const rest = lines.length - SHOWN;
  return `${lines.slice(0, SHOWN).join('\n')}${rest > 0 ? `\n… and ${rest} more` : ''}\n`;
}

function missing(sign: string, here: string, there: string): string[] {
  const counts = new Map<string, number>();
  for (const line of there.split('\n')) counts.set(line, (counts.get(line) ?? 0) + 1);
  return here.split('\n').flatMap((line) => {
    const left = counts.get(line) ?? 0;
    if (left === 0) return [`${sign} ${line}`];
    counts.set(line, left - 1);
    return [];
  });
}
