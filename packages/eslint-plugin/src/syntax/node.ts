import type { Node } from '@oxc-project/types';

export type {
  Argument,
  ArrowFunctionExpression,
  CallExpression,
  CatchClause,
  Expression,
  Function as FunctionNode,
  Node,
  ObjectExpression,
  ObjectProperty,
} from '@oxc-project/types';

/**
 * Where a node begins and ends in its text, in UTF-16 code units. Every parser of ESLint gives `range`; oxc gives `start` and `end`.
 * https://eslint.org/docs/latest/extend/custom-parsers#all-nodes
 */
export const spanOf = (node: Node): readonly [start: number, end: number] => node.range ?? [node.start, node.end];

/** The text a node was read from. */
export const textOf = (node: Node, source: string): string => source.slice(...spanOf(node));

/** Whether something found in a tree is a node. */
export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** The nodes directly below a node, whatever the parser; `parent` is not below. */
export function* childrenOf(node: Node): Generator<Node> {
  for (const [key, value] of Object.entries(node)) {
    if (key === 'parent') continue;
    if (Array.isArray(value)) yield* value.filter(isNode);
    else if (isNode(value)) yield value;
  }
}

/** The expression without what says nothing at run time: parentheses, `as`, `satisfies`, `!`, `?.`. */
export function bare(node: Node): Node {
  switch (node.type) {
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'ChainExpression':
      return bare(node.expression);
    default:
      return node;
  }
}
