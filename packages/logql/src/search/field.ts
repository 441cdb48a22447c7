import { LogqlSyntaxError } from '../errors.js';
import { compileRegex, escapeRegex, RegexSyntaxError } from '../regex/index.js';
import type { LabelPredicate, QuantityPredicate } from '../syntax/label-filter.js';
import { parseBytes } from '../units/bytes.js';
import { parseQueryDuration } from '../units/duration.js';
import { parseNumber } from '../units/number.js';
import { levelsCompared, readLevelName } from './level.js';
import { unquote } from './scanner.js';

/** `name:` and something behind it that is not the rest of an address such as `http://…`. */
const FIELD = /^([\p{L}_][\p{L}\p{N}_.-]*):(?!\/\/)(.+)$/su;

/**
 * Reads `field:value`, `field:a*`, `field:*`, `field:"a phrase"`, `field:~regex`, `field:>100`, `level:>=warning`; undefined
 * when the term is a plain word.
 *
 * @param position of the term in the search, for errors
 */
export function parseField(term: string, position: number): LabelPredicate | undefined {
  const match = FIELD.exec(term);
  if (match === null) return undefined;
  const [, written = '', value = ''] = match;
  // As the fields of an entry are flattened at ingest: user.id is stored as user_id.
  const name = written.replace(/[^\p{L}\p{N}_]/gu, '_');
  const valueAt = position + written.length + 1;
  if (value.startsWith('"')) {
    const text = unquote(value);
    return equals(name, name === 'level' ? readLevelName(text, valueAt + 1) : text);
  }
  if (value.startsWith('~')) return { kind: 'string', name, operator: '=~', value: regex(value.slice(1), valueAt + 1) };
  const comparison = /^(>=|<=|>|<)(.*)$/s.exec(value);
  if (comparison !== null) return compare(name, comparison[1] as '>' | '>=' | '<' | '<=', comparison[2] ?? '', valueAt);
  if (value === '*') return { kind: 'string', name, operator: '!=', value: '' };
  if (value.includes('*')) {
    // Levels are stored in capitals.
    const text = name === 'level' ? value.toUpperCase() : value;
    return { kind: 'string', name, operator: '=~', value: wildcardPattern(text) };
  }
  return equals(name, name === 'level' ? readLevelName(value, valueAt) : value);
}

const equals = (name: string, value: string): LabelPredicate => ({ kind: 'string', name, operator: '=', value });

/** `*` stands for anything, everything else for itself. */
export const wildcardPattern = (text: string): string => text.split('*').map(escapeRegex).join('.*');

function regex(source: string, position: number): string {
  try {
    compileRegex(source);
    return source;
  } catch (error) {
    if (!(error instanceof RegexSyntaxError)) throw error;
    throw new LogqlSyntaxError(`This is not a regular expression: ${error.message}`, position + error.offset);
  }
}

function compare(name: string, operator: '>' | '>=' | '<' | '<=', text: string, position: number): LabelPredicate {
  if (name === 'level') {
    const levels = levelsCompared(operator, readLevelName(text, position + operator.length));
    return { kind: 'string', name, operator: '=~', value: levels.join('|') };
  }
  const quantity = parseQuantity(name, operator, text);
  if (quantity !== undefined) return quantity;
  throw new LogqlSyntaxError(
    `"${text}" cannot be compared with ${operator}`,
    position,
    'a number, a duration such as 5m or a size such as 10MB',
  );
}

function parseQuantity(name: string, operator: '>' | '>=' | '<' | '<=', text: string): QuantityPredicate | undefined {
  const number = parseNumber(text);
  // Adding zero turns -0 into 0.
  if (number !== undefined && Number.isFinite(number)) return { kind: 'number', name, operator, value: number + 0 };
  const duration = parseQueryDuration(text);
  // A field that counts milliseconds holds plain numbers; the duration is put in its unit.
  if (duration !== undefined && name.endsWith('_ms')) {
    return { kind: 'number', name, operator, value: Number(duration) / 1e6 };
  }
  if (duration !== undefined) return { kind: 'duration', name, operator, value: duration };
  const bytes = parseBytes(text);
  return bytes === undefined ? undefined : { kind: 'bytes', name, operator, value: bytes };
}

const NUMBER_TEXT = '[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?';
const DURATION_TEXT = '[+-]?(0|(([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+)';
const BYTES_TEXT = '[0-9.,]+\\s*([kKmMgGtTpPeE]?[iI]?[bB]?)';

/**
 * LogQL keeps an entry whose value cannot be converted; a search does not want it. Inside alternatives the shape of the value
 * is asked for; elsewhere one `| __error__=""` at the end does it for all.
 */
export function guarded(predicate: QuantityPredicate): LabelPredicate {
  const value = { number: NUMBER_TEXT, duration: DURATION_TEXT, bytes: BYTES_TEXT }[predicate.kind];
  return { kind: 'and', operands: [predicate, { kind: 'string', name: predicate.name, operator: '=~', value }] };
}

/** The predicate that holds exactly where this one does not; missing names and values of another kind included. */
export function negated(predicate: LabelPredicate): LabelPredicate {
  switch (predicate.kind) {
    case 'string': {
      const opposite = { '=': '!=', '!=': '=', '=~': '!~', '!~': '=~' } as const;
      return { ...predicate, operator: opposite[predicate.operator] };
    }
    case 'and':
    case 'or':
      return { kind: predicate.kind === 'and' ? 'or' : 'and', operands: predicate.operands.map(negated) };
    default: {
      const opposite = { '==': '!=', '!=': '==', '>': '<=', '>=': '<', '<': '>=', '<=': '>' } as const;
      const other: QuantityPredicate = { ...predicate, operator: opposite[predicate.operator] };
      return { kind: 'or', operands: [other, equals(predicate.name, '')] };
    }
  }
}
