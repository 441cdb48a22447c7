import { bare, type Node } from './node.js';

/**
 * The text an expression always has: a literal, a template without expressions, or a sum of such.
 *
 * @returns `undefined` when the text depends on anything else
 */
export function staticText(expression: Node): string | undefined {
  const node = bare(expression);
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node.type === 'TemplateLiteral') {
    return node.expressions.length === 0 ? (node.quasis[0]?.value.cooked ?? undefined) : undefined;
  }
  if (node.type !== 'BinaryExpression' || node.operator !== '+') return undefined;
  const left = staticText(node.left);
  const right = staticText(node.right);
  return left === undefined || right === undefined ? undefined : left + right;
}

/** The name of a property or key: `a`, `'a'`, `['a']`; `undefined` when it is computed. */
export function keyName(key: Node, computed: boolean): string | undefined {
  if (!computed && key.type === 'Identifier') return key.name;
  if (key.type === 'PrivateIdentifier') return key.name;
  if (key.type === 'Literal' && (typeof key.value === 'string' || typeof key.value === 'number')) {
    return String(key.value);
  }
  return computed ? staticText(key) : undefined;
}

/** `a`, `a.b`, `this.#a`: the last name of a path, which says what the value is. `undefined` for anything else. */
export function lastName(expression: Node): string | undefined {
  const node = bare(expression);
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'MemberExpression') return keyName(node.property, node.computed);
  return undefined;
}
