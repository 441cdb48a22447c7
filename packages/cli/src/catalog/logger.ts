import { bare, LOGGER_NAME, lastName } from '@heartwood/eslint-plugin/syntax';
import type { Node } from 'oxc-parser';
import type { Module } from '../syntax/module.js';
import type { Scope } from '../syntax/scope.js';
import type { Evaluator } from './evaluate.js';
import type { Value } from './value.js';

/** Whether an expression is a Heartwood logger: by what it is where that can be followed, else by its type or its name. */
export function isLogger(expression: Node, module: Module, scope: Scope, evaluator: Evaluator): boolean {
  const node = bare(expression);
  const value = evaluator.evaluate(node, module, scope);
  if (value.kind === 'logger') return true;
  if (value.kind === 'parameter' && value.typeName === 'Logger') return !isOther(value);
  if (value.kind !== 'unknown' && value.kind !== 'parameter' && value.kind !== 'one-of') return false;
  if (node.type === 'CallExpression') {
    const callee = bare(node.callee);
    const method = lastName(callee);
    return (
      callee.type === 'MemberExpression' &&
      (method === 'child' || method === 'named') &&
      isLogger(callee.object, module, scope, evaluator)
    );
  }
  return LOGGER_NAME.test(lastName(node) ?? '') && !(node.type === 'Identifier' && node.name === 'Logger');
}

/** A `Logger` that is imported from another package: pino's, winston's. */
function isOther(value: Extract<Value, { kind: 'parameter' }>): boolean {
  const binding = value.module.scope.bindings.get(value.typeName ?? '');
  return (
    binding?.kind === 'import' && !binding.specifier.startsWith('.') && !binding.specifier.startsWith('@heartwood/')
  );
}
