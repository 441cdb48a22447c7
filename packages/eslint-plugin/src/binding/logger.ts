import type { RuleContext } from '../rule.js';
import { LOGGER_NAME } from '../syntax/logger-name.js';
import { bare, type CallExpression, type Node } from '../syntax/node.js';
import { keyName, lastName } from '../syntax/static-text.js';
import { bindingOf } from './binding.js';

/** Where `entryType`, `createLogger` and the like come from. */
export const isHeartwood = (module: string): boolean =>
  module === '@heartwood/log' || module.startsWith('@heartwood/log/');

/** Whether this export of the library makes a logger, of a process or of a page. */
export const isCreator = (name: string | undefined): boolean =>
  name === 'createLogger' || name === 'createBrowserLogger';

/** Packages whose loggers are called `log` or `logger` too, but are not Heartwood's. */
const OTHERS =
  /^(pino|winston|bunyan|loglevel|log4js|tslog|roarr|consola|signale|npmlog|debug|@logtape\/.*|evlog|loglayer|@nestjs\/common|electron-log)$/;

/** A call of a method of a logger: `log.info(…)`, `this.logger.emit(…)`. */
export interface LoggerCall {
  readonly node: CallExpression;
  /** The logger: `log`, `this.logger`. */
  readonly logger: Node;
  readonly method: string;
}

/**
 * Reads a call of a logger's method. A value is taken for a Heartwood logger when it comes from `createLogger`, `child` or `named`, or when its name
 * says so and nothing in the file says that it is another library's.
 */
export function loggerCall(call: Node, context: RuleContext): LoggerCall | undefined {
  if (call.type !== 'CallExpression') return undefined;
  const callee = bare(call.callee);
  if (callee.type !== 'MemberExpression') return undefined;
  const method = keyName(callee.property, callee.computed);
  if (method === undefined || !isLogger(callee.object, context)) return undefined;
  return { node: call, logger: callee.object, method };
}

/** Whether an expression is a Heartwood logger, as far as its file tells. */
export function isLogger(expression: Node, context: RuleContext, depth = 0): boolean {
  const node = bare(expression);
  if (depth > 8) return false;
  if (node.type === 'CallExpression') {
    const callee = bare(node.callee);
    if (callee.type === 'MemberExpression') {
      const method = keyName(callee.property, callee.computed);
      if (method === 'child' || method === 'named') return isLogger(callee.object, context, depth + 1);
    }
    return isCreator(importedAs(callee, context));
  }
  if (node.type === 'Identifier') return isLoggerNamed(node.name, node, context, depth);
  if (node.type === 'MemberExpression') {
    return node.object.type !== 'Super' && LOGGER_NAME.test(lastName(node) ?? '') && !isForeign(node.object, context);
  }
  return false;
}

/** Whether a name stands for a Heartwood logger at a place in the code. */
export function isLoggerNamed(name: string, at: Node, context: RuleContext, depth = 0): boolean {
  const binding = bindingOf(name, at, context);
  if (binding?.kind === 'value') {
    const init = bare(binding.init);
    if (init.type === 'Identifier' || init.type === 'MemberExpression') return isLogger(init, context, depth + 1);
    if (init.type !== 'CallExpression' && init.type !== 'AwaitExpression') return false;
    return isLogger(init, context, depth + 1) || (LOGGER_NAME.test(name) && !isForeign(init, context));
  }
  if (binding?.kind === 'import' && OTHERS.test(binding.module)) return false;
  return binding !== undefined && LOGGER_NAME.test(name);
}

/** Whether a value is made by another logging library, as `pino()` and `winston.createLogger()` are. */
function isForeign(expression: Node, context: RuleContext): boolean {
  const node = bare(expression);
  if (node.type === 'CallExpression') {
    const [module] = node.arguments;
    if (lastName(node.callee) !== 'require' || module?.type !== 'Literal') return isForeign(node.callee, context);
    return typeof module.value === 'string' && OTHERS.test(module.value);
  }
  if (node.type === 'MemberExpression') return isForeign(node.object, context);
  if (node.type !== 'Identifier') return false;
  if (node.name === 'console') return true;
  const binding = bindingOf(node.name, node, context);
  if (binding?.kind === 'value') {
    const init = bare(binding.init);
    return init.type === 'CallExpression' && isForeign(init, context);
  }
  return binding?.kind === 'import' && OTHERS.test(binding.module);
}

/**
 * The name under which `@heartwood/log` exports what an expression is, whatever it is called here: an alias, or a member of the namespace.
 *
 * @example `import { entryType as declare } from '@heartwood/log'`: `declare` is `entryType`
 */
export function importedAs(expression: Node, context: RuleContext): string | undefined {
  const node = bare(expression);
  if (node.type === 'Identifier') {
    const binding = bindingOf(node.name, node, context);
    return binding?.kind === 'import' && isHeartwood(binding.module) ? binding.imported : undefined;
  }
  if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier') return undefined;
  const binding = bindingOf(node.object.name, node, context);
  const namespace = binding?.kind === 'import' && binding.imported === '*' && isHeartwood(binding.module);
  return namespace ? keyName(node.property, node.computed) : undefined;
}
