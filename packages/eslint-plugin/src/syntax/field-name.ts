import type { CallField } from './message.js';
import { bare, type Node, textOf } from './node.js';
import { keyName, lastName, staticText } from './static-text.js';

/** Names people give to what was caught. */
const ERROR_NAME = /^(e|ex|err|error|exception|cause)$|(Err|Error|Exception)$/;

/** What turns a value into text without saying what it is; the field takes the value itself. */
const TEXT_OF = new Set([
  'toString',
  'toFixed',
  'toISOString',
  'toLocaleString',
  'toUpperCase',
  'toLowerCase',
  'trim',
  'join',
]);
const WRAPPERS = new Set(['String', 'JSON.stringify', 'inspect', 'util.inspect']);

/** Words that name nothing without what they belong to: `order.id` is `orderId`, not `id`. */
const BELONGING = new Set([
  'id',
  'name',
  'type',
  'kind',
  'status',
  'code',
  'key',
  'length',
  'size',
  'count',
  'value',
  'url',
  'version',
  'data',
]);

/** Owners that say nothing about what belongs to them: `request.url` is `url`. */
const ANYBODYS = new Set(
  'req request res response ctx context params body query headers props data options config state args input result event'.split(
    ' ',
  ),
);

/** Methods whose first argument says what they give: `app.get('env')` is `env`. */
const GETTERS = new Set(['get', 'header', 'param', 'query']);

/** Whether an expression is, by its name, something that was caught. */
export function isErrorLike(expression: Node): boolean {
  const node = bare(expression);
  if (node.type === 'NewExpression') return ERROR_NAME.test(lastName(node.callee) ?? '');
  return ERROR_NAME.test(lastName(node) ?? '');
}

/**
 * The field a value becomes when it is taken out of a message: its name from the code, its value without what only made text of
 * it. Errors become `err`, whole: `err.message` and `err.stack` too, so that type, stack and causes stay.
 *
 * @example `order.total.toFixed(2)` → `{ name: 'total', code: 'order.total' }`
 */
export function fieldFor(expression: Node, source: string): CallField {
  const node = valueIn(expression);
  const error = errorIn(node);
  if (error !== undefined) return { name: 'err', code: textOf(error, source) };
  return { name: nameOf(node), code: textOf(node, source) };
}

/** The error itself, for `err`, `err.message`, `err.stack`. */
export function errorIn(expression: Node): Node | undefined {
  const node = valueIn(expression);
  if (isErrorLike(node)) return node;
  if (node.type !== 'MemberExpression' || !isErrorLike(node.object)) return undefined;
  const property = keyName(node.property, node.computed);
  return property === 'message' || property === 'stack' ? bare(node.object) : undefined;
}

/** The value inside `String(x)`, `JSON.stringify(x)`, `x.toString()`, `x ?? 'none'`. */
function valueIn(expression: Node): Node {
  const node = bare(expression);
  if (node.type === 'CallExpression') {
    const callee = bare(node.callee);
    const first = node.arguments[0];
    if (callee.type === 'MemberExpression' && TEXT_OF.has(keyName(callee.property, callee.computed) ?? '')) {
      return valueIn(callee.object);
    }
    if (first !== undefined && first.type !== 'SpreadElement' && WRAPPERS.has(pathOf(callee))) return valueIn(first);
  }
  return node;
}

function nameOf(expression: Node): string {
  const node = bare(expression);
  switch (node.type) {
    case 'Identifier':
      return node.name;
    case 'AwaitExpression':
      return nameOf(node.argument);
    case 'CallExpression': {
      const [first] = node.arguments;
      const named = first === undefined || first.type === 'SpreadElement' ? undefined : staticText(first);
      if (named !== undefined && GETTERS.has(lastName(node.callee) ?? '') && /^[A-Za-z_]\w*$/.test(named)) return named;
      return nameOf(node.callee).replace(
        /^(get|find|load|fetch|read|to|is|has)(?=[A-Z])(.)/,
        (_, _verb, letter: string) => letter.toLowerCase(),
      );
    }
    case 'MemberExpression': {
      const own = keyName(node.property, node.computed);
      const owner = node.object.type === 'ThisExpression' || node.object.type === 'Super' ? '' : nameOf(node.object);
      if (own === undefined || !/^[A-Za-z_$][\w$]*$/.test(own)) return owner || 'value';
      return owner !== '' && BELONGING.has(own) && !ANYBODYS.has(owner)
        ? owner + own.charAt(0).toUpperCase() + own.slice(1)
        : own;
    }
    case 'LogicalExpression':
      return nameOf(node.left);
    case 'ConditionalExpression':
      return nameOf(node.consequent) === 'value' ? nameOf(node.test) : nameOf(node.consequent);
    default:
      return 'value';
  }
}

function pathOf(node: Node): string {
  if (node.type === 'Identifier') return node.name;
  if (node.type !== 'MemberExpression') return '';
  return `${pathOf(node.object)}.${keyName(node.property, node.computed) ?? ''}`;
}
