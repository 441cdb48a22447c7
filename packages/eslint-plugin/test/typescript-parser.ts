import { parseSync, visitorKeys } from 'oxc-parser';

/**
 * A parser for ESLint that reads TypeScript into the tree typescript-eslint makes: nodes have `range` and `loc` and no `start` and `end`.
 * typescript-eslint itself needs a TypeScript before 7, which this workspace does not have.
 * https://eslint.org/docs/latest/extend/custom-parsers
 */
export function parseForESLint(text: string) {
  const { program, errors, comments } = parseSync('code.ts', text, { range: true, preserveParens: false });
  const [error] = errors;
  if (error !== undefined) throw new SyntaxError(error.message);
  const starts = [0, ...[...text.matchAll(/\n/g)].map((match) => match.index + 1)];
  const position = (offset: number) => {
    const line = starts.findLastIndex((start) => start <= offset);
    return { line: line + 1, column: offset - (starts[line] ?? 0) };
  };
  const place = (start: number, end: number) => ({
    range: [start, end],
    loc: { start: position(start), end: position(end) },
  });
  const dress = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(dress);
    if (typeof value !== 'object' || value === null || !('type' in value)) return value;
    const node: Record<string, unknown> = {};
    for (const [key, below] of Object.entries(value)) if (key !== 'start' && key !== 'end') node[key] = dress(below);
    const [start, end] = Array.isArray(node.range) ? node.range : [0, 0];
    return { ...node, ...place(start, end) };
  };
  const root = dress(program);
  const ast = {
    ...(typeof root === 'object' ? root : {}),
    tokens: [],
    comments: comments.map(({ type, value, start, end }) => ({ type, value, ...place(start, end) })),
  };
  return { ast, visitorKeys };
}
