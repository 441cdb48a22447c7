import type { RuleContext, Scope, Variable } from '../rule.js';
import type { Node } from '../syntax/node.js';
import { keyName } from '../syntax/static-text.js';

/** What a name stands for, as far as one file tells. */
export type Binding =
  | { readonly kind: 'import'; readonly module: string; readonly imported: string }
  | { readonly kind: 'value'; readonly init: Node }
  | { readonly kind: 'parameter'; readonly name: Node }
  | { readonly kind: 'caught'; readonly clause: Node }
  | { readonly kind: 'other' };

/** The variable a name refers to where it stands; `undefined` for a global one. */
export function variableOf(name: string, at: Node, context: RuleContext): Variable | undefined {
  for (let scope: Scope | null = context.sourceCode.getScope(at); scope !== null; scope = scope.upper) {
    const found = scope.set.get(name);
    if (found !== undefined) return found.defs.length === 0 ? undefined : found;
  }
  return undefined;
}

/**
 * What a name stands for.
 *
 * @param at where the name is used
 * @returns `undefined` when nothing in the file declares it
 */
export function bindingOf(name: string, at: Node, context: RuleContext): Binding | undefined {
  const definition = variableOf(name, at, context)?.defs[0];
  if (definition === undefined) return undefined;
  const { type, node, parent } = definition;
  if (type === 'ImportBinding') {
    const module = parent?.type === 'ImportDeclaration' ? parent.source.value : '';
    if (node.type === 'ImportSpecifier')
      return { kind: 'import', module, imported: keyName(node.imported, false) ?? '' };
    return { kind: 'import', module, imported: node.type === 'ImportDefaultSpecifier' ? 'default' : '*' };
  }
  if (type === 'Parameter') return { kind: 'parameter', name: definition.name };
  if (type === 'CatchClause') return { kind: 'caught', clause: node };
  if (type === 'Variable' && node.type === 'VariableDeclarator' && node.init && node.id.type === 'Identifier') {
    return { kind: 'value', init: node.init };
  }
  return { kind: 'other' };
}
