import type { CallField } from './message.js';

/** A log call as it will stand in the code. */
export interface LogCall {
  /** The logger: `log`, `this.log`. */
  readonly logger: string;
  readonly method: string;
  readonly message: string;
  readonly fields: readonly CallField[];
  /** Code that stands for all fields, when it is no literal: `log.info('…', meta)`. */
  readonly rest?: string | undefined;
}

/**
 * Writes a log call.
 *
 * @example `log.error('Order {orderId} failed', { orderId: order.id, err })`
 */
export function callCode(call: LogCall): string {
  const { logger, method, message, fields, rest } = call;
  const parts = fields.map((field) => fieldCode(field));
  if (rest !== undefined && parts.length === 0) return `${logger}.${method}(${quoted(message)}, ${rest})`;
  if (rest !== undefined) parts.unshift(`...${rest}`);
  return `${logger}.${method}(${quoted(message)}${parts.length === 0 ? '' : `, { ${parts.join(', ')} }`})`;
}

/** One property of the fields' literal; a name that starts with `...` is a spread. */
export function fieldCode({ name, code }: CallField): string {
  if (name.startsWith('...')) return `...${code}`;
  if (name === code) return name;
  return `${/^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name)}: ${code}`;
}

/** A string literal in single quotes; line breaks and quotes are escaped. */
export function quoted(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${escaped}'`;
}
