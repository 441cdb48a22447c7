import type { Drift, DriftKind } from '@heartwood/server/contract';

/** A kind of drift as a badge names it. */
export const DRIFT_NAMES: Readonly<Record<DriftKind, string>> = {
  unknown_type: 'not declared',
  other_version: 'version',
  unknown_field: 'unknown field',
  missing_field: 'missing field',
  wrong_type: 'wrong type',
  other_level: 'level',
};

/** What was found, in a sentence beside the field. */
export function driftSentence({ kind, found = 'something else' }: Pick<Drift, 'kind' | 'found'>): string {
  switch (kind) {
    case 'unknown_type':
      return 'Nobody has declared this type.';
    case 'other_version':
      return `Entries of version ${found}, which is not the declared one; they are not compared further.`;
    case 'unknown_field':
      return `is not declared; it held ${withArticle(found)}.`;
    case 'missing_field':
      return 'is declared and not optional, but was not there.';
    case 'wrong_type':
      return `held ${withArticle(found)}.`;
    case 'other_level':
      return `Written at ${found}, which is none of the declared levels.`;
  }
}

const withArticle = (type: string): string => {
  if (type === 'null') return 'null';
  if (type === 'string') return 'a text';
  return `${/^[aeio]/.test(type) ? 'an' : 'a'} ${type}`;
};

/** `1`, `980`, `12.4k`, `3.1M`. */
export function shortCount(count: number): string {
  if (count < 1_000) return String(count);
  if (count < 1_000_000) return `${Math.floor(count / 100) / 10}k`;
  return `${Math.floor(count / 100_000) / 10}M`;
}
