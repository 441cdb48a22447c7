import {
  bare,
  callCode,
  keyName,
  messageParts,
  objectFields,
  readArguments,
  splitMessage,
  staticText,
} from '@heartwood/eslint-plugin/syntax';
import type { CallExpression, Node } from 'oxc-parser';
import { DIALECTS, type DialectName } from './dialect.js';

/** The log call that says the same, why there is none, or that it is one already. */
export type Rewritten = { readonly code: string } | { readonly reason: string } | undefined;

/** Methods of a logger that are the same in Heartwood, or have nothing to do with an entry. */
const KEPT: Readonly<Record<DialectName, ReadonlySet<string>>> = {
  console: new Set(),
  pino: new Set(['flush', 'bindings', 'on', 'once']),
  winston: new Set([
    'createLogger',
    'format',
    'transports',
    'on',
    'once',
    'close',
    'end',
    'add',
    'configure',
    'addColors',
    'config',
    'loggers',
    'exceptions',
    'rejections',
  ]),
  heartwood: new Set(['emit', 'audit', 'security', 'named', 'flush', 'close', 'stats']),
};

/** Methods whose reason to be left is worth saying. */
const REASONS: Readonly<Record<string, string>> = {
  table: 'a table is for people at a terminal',
  dir: 'it prints for people at a terminal',
  time: 'measure with performance.now() and log a duration',
  timeEnd: 'measure with performance.now() and log a duration',
  timeLog: 'measure with performance.now() and log a duration',
  group: 'groups have no counterpart; log the context as fields',
  groupEnd: 'groups have no counterpart; log the context as fields',
  trace: 'log an error with its stack, or use debug',
  assert: 'throw, or log what is wrong',
  profile: 'measure with performance.now() and log a duration',
  isLevelEnabled: 'calls below the level cost next to nothing; drop the check',
};

/**
 * Turns a call of another library into a log call.
 *
 * @param logger the code of the logger to call
 */
export function rewriteCall(
  call: CallExpression,
  method: string,
  dialect: DialectName,
  logger: string,
  source: string,
): Rewritten {
  const { levels, ways } = DIALECTS[dialect];
  if (method === 'child') {
    return call.arguments.length > 1
      ? { reason: 'child takes no options; set levels by name with LOG_LEVELS' }
      : undefined;
  }
  if (KEPT[dialect].has(method)) return undefined;
  if (method === 'log' && dialect !== 'console') return fromLog(call, dialect, logger, source);
  const level = levels.get(method);
  if (level === undefined) return { reason: REASONS[method] ?? `${method} has no counterpart` };
  if (dialect === 'heartwood' && level === method && !isForeign(call.arguments)) return undefined;
  const read = readArguments(call.arguments, source, ways);
  return 'reason' in read ? read : { code: callCode({ logger, method: level, ...read }) };
}

/** `logger.log('info', 'message', meta)` and `logger.log({ level, message, … })`. */
function fromLog(call: CallExpression, dialect: DialectName, logger: string, source: string): Rewritten {
  const [first, ...more] = call.arguments;
  if (first === undefined) return { reason: 'it logs nothing' };
  const { levels, ways } = DIALECTS[dialect];
  const node = bare(first);
  if (node.type !== 'ObjectExpression') {
    const level = levels.get(staticText(node) ?? '');
    if (level === undefined) return { reason: 'its level is not constant' };
    const read = readArguments(more, source, ways);
    return 'reason' in read ? read : { code: callCode({ logger, method: level, ...read }) };
  }
  let level: string | undefined;
  let parts: ReturnType<typeof messageParts>;
  const rest: typeof node.properties = [];
  for (const property of node.properties) {
    const key = property.type === 'Property' ? keyName(property.key, property.computed) : undefined;
    if (property.type === 'Property' && key === 'level') level = levels.get(staticText(property.value) ?? '');
    else if (property.type === 'Property' && key === 'message') parts = messageParts(property.value);
    else rest.push(property);
  }
  const own = objectFields({ ...node, properties: rest }, source);
  if (level === undefined || parts === undefined || own === undefined || more.length > 0)
    return { reason: 'its level or message is not constant' };
  const { message, fields } = splitMessage(parts, source, own);
  return message === ''
    ? { reason: 'it has no message' }
    : { code: callCode({ logger, method: level, message, fields: [...own, ...fields] }) };
}

/** Arguments as pino takes them: something before the text. */
function isForeign(args: readonly Node[]): boolean {
  const [first, second] = args;
  if (first === undefined || messageParts(first) !== undefined) return false;
  return bare(first).type === 'ObjectExpression' || (second !== undefined && messageParts(second) !== undefined);
}
