import type { QuantityPredicate } from '../syntax/label-filter.js';
import { BYTE_UNITS, BYTES_LIMIT, BYTES_NUMBER_PATTERN, BYTES_PATTERN } from '../units/bytes.js';
import { DURATION_COMPONENT, DURATION_PATTERN, FRACTION_DIGITS, NANOSECONDS } from '../units/duration.js';
import { NUMBER_PATTERN } from '../units/number.js';
import type { Bind } from './schema.js';

/** SQL of a comparable value and of the constant it is compared with; the value is NULL when it cannot be converted. */
export interface PlannedQuantity {
  readonly value: string;
  readonly constant: string;
}

/** Converts the text `text` the way the interpreter's `parseNumber`, `parseDuration` and `parseBytes` do. */
export function planQuantity(predicate: QuantityPredicate, text: string, bind: Bind): PlannedQuantity {
  switch (predicate.kind) {
    case 'number':
      return { value: planNumber(text, bind), constant: bind(predicate.value, 'Float64') };
    case 'duration':
      return { value: planDuration(text, bind), constant: bind(String(predicate.value), 'Int64') };
    case 'bytes':
      return { value: planBytes(text, bind), constant: bind(predicate.value, 'Float64') };
  }
}

/** A number too large for a double is no number, unless it is spelled as infinity. */
function planNumber(text: string, bind: Bind): string {
  const number = `toFloat64OrNull(${text})`;
  return `if(match(${text}, ${bind(NUMBER_PATTERN)}) AND (isFinite(${number}) OR match(${text}, '[iInN]')), ${number}, NULL)`;
}

/** Sums the components in exact decimals, each rounded down to whole nanoseconds. */
function planDuration(text: string, bind: Bind): string {
  const units = Object.entries(NANOSECONDS);
  const names = `[${units.map(([unit]) => `'${unit}'`).join(', ')}]`;
  const sizes = `[${units.map(([, size]) => size).join(', ')}]`;
  const size = `transform(c[2], ${names}, ${sizes}, 0)`;
  const amount = `toDecimal256OrNull(c[1], ${FRACTION_DIGITS})`;
  const component = `toInt256(${amount} * toDecimal256(${size}, 0))`;
  const total = `arrayReduce('sum', arrayMap(c -> ${component}, extractAllGroups(${text}, ${bind(DURATION_COMPONENT)})))`;
  const fits = `${total} <= toInt256('9223372036854775807')`;
  const signed = `if(startsWith(${text}, '-'), -1, 1) * toInt64(${total})`;
  // The sum of no components is NULL, and a plain zero has none.
  const zero = `match(${text}, '^[+-]?0$')`;
  return `multiIf(${zero}, 0, match(${text}, ${bind(DURATION_PATTERN)}) AND ${fits}, ${signed}, NULL)`;
}

function planBytes(text: string, bind: Bind): string {
  const pattern = bind(BYTES_PATTERN);
  const digits = `replaceAll(regexpExtract(${text}, ${pattern}, 1), ',', '')`;
  const unit = `lower(regexpExtract(${text}, ${pattern}, 2))`;
  const units = [...BYTE_UNITS];
  const names = `[${units.map(([name]) => `'${name}'`).join(', ')}]`;
  const sizes = `[${units.map(([, size]) => `toFloat64(${size})`).join(', ')}]`;
  const bytes = `floor(toFloat64OrNull(${digits}) * transform(${unit}, ${names}, ${sizes}, toFloat64(0)))`;
  const valid = `match(${text}, ${pattern}) AND match(${digits}, ${bind(BYTES_NUMBER_PATTERN)})`;
  return `if(${valid} AND ${bytes} < toFloat64(${BYTES_LIMIT}), ${bytes}, NULL)`;
}
