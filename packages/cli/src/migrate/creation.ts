import { bare, keyName, lastName, quoted, staticText, textOf } from '@heartwood/eslint-plugin/syntax';
import type { CallExpression, Node } from 'oxc-parser';
import { DIALECTS } from './dialect.js';
import { whyRedactIsNeeded } from './redact-paths.js';

/** The call of `createLogger` that stands for another library's, or why there is none. */
export type Creation = { readonly code: string } | { readonly reason: string };

/** Options whose work Heartwood does by itself: JSON in production, colours in development, time stamps, levels as names. */
const NEEDLESS = new Set([
  'timestamp',
  'messageKey',
  'errorKey',
  'format',
  'exitOnError',
  'handleExceptions',
  'handleRejections',
]);

/**
 * Turns `pino(…)` and `winston.createLogger(…)` into `createLogger(…)`, when every option has a counterpart or is not needed.
 *
 * @param name what `createLogger` is called in the file
 */
export function creationOf(call: CallExpression, dialect: 'pino' | 'winston', source: string, name: string): Creation {
  const [first, ...more] = call.arguments;
  if (more.length > 0) return { reason: 'it is given a destination; say it as sinks: [file({ path })]' };
  if (first === undefined) return { code: `${name}()` };
  const literal = bare(first);
  if (literal.type !== 'ObjectExpression') return { reason: 'its options are not a literal' };
  const options: string[] = [];
  for (const property of literal.properties) {
    const key = property.type === 'Property' ? keyName(property.key, property.computed) : undefined;
    if (property.type !== 'Property' || key === undefined || property.method)
      return { reason: 'its options are not all plain' };
    const option = optionOf(key, property.value, dialect, source);
    if ('reason' in option) return option;
    if (option.code !== '') options.push(option.code);
  }
  return { code: options.length === 0 ? `${name}()` : `${name}({ ${options.join(', ')} })` };
}

/** The option that stands for one of the other library; empty when none is needed. */
function optionOf(key: string, value: Node, dialect: 'pino' | 'winston', source: string): Creation {
  const node = bare(value);
  if (key === 'level') {
    // LOG_LEVEL is read by itself.
    if (textOf(node, source).includes('LOG_LEVEL')) return { code: '' };
    const text = staticText(node);
    const level = text === undefined ? undefined : DIALECTS[dialect].levels.get(text);
    return level === undefined
      ? { reason: 'its level is not constant; Heartwood reads LOG_LEVEL' }
      : { code: `level: ${quoted(level)}` };
  }
  if (dialect === 'pino' && key === 'name') return { code: service(node, source) };
  if (key === 'transport' && /pino-pretty/.test(textOf(node, source)) && !/targets/.test(textOf(node, source)))
    return { code: '' };
  if (key === 'defaultMeta' && node.type === 'ObjectExpression' && node.properties.length === 1) {
    const [only] = node.properties;
    if (only?.type === 'Property' && keyName(only.key, only.computed) === 'service')
      return { code: service(only.value, source) };
  }
  if (key === 'transports') {
    const list = node.type === 'ArrayExpression' ? node.elements : [node];
    const consoles = list.every((one) => one?.type === 'NewExpression' && lastName(one.callee) === 'Console');
    return consoles ? { code: '' } : { reason: 'it has transports beside the console; say them as sinks' };
  }
  if (dialect === 'pino' && key === 'redact') {
    const reason = whyRedactIsNeeded(node);
    return reason === undefined ? { code: '' } : { reason };
  }
  if (NEEDLESS.has(key)) return { code: '' };
  return { reason: `its option ${key} has no counterpart that is certain` };
}

const service = (node: Node, source: string): string =>
  textOf(node, source) === 'service' ? 'service' : `service: ${textOf(node, source)}`;
