import type { Node } from 'oxc-parser';

/** A step into a value that is taken apart: a property's name, or a position. */
export type Step = string | number;

/** Where a name gets its value. */
export type Binding =
  | { readonly kind: 'import'; readonly specifier: string; readonly imported: string }
  | { readonly kind: 'variable'; readonly init: Node | null; readonly steps: readonly Step[]; readonly scope: Scope }
  | {
      readonly kind: 'parameter';
      readonly fn: Node;
      readonly index: number;
      readonly steps: readonly Step[];
      readonly typeName: string | undefined;
    }
  | { readonly kind: 'function'; readonly node: Node; readonly scope: Scope }
  | { readonly kind: 'caught' }
  | { readonly kind: 'other' };

/** The names of a block, and the block around it. */
export interface Scope {
  readonly parent: Scope | undefined;
  readonly bindings: Map<string, Binding>;
  /** The function this scope belongs to, or the module. */
  readonly owner: Node;
}

export const newScope = (parent: Scope | undefined, owner: Node): Scope => ({ parent, bindings: new Map(), owner });

/** What a name stands for in a scope; `undefined` for a global one. */
export function lookUp(name: string, scope: Scope): Binding | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const found = at.bindings.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The scope in which `var` and functions of a block are visible. */
export function functionScope(scope: Scope): Scope {
  let at = scope;
  while (at.parent !== undefined && at.parent.owner === at.owner) at = at.parent;
  return at;
}

/** Calls back for each name in a pattern, with the steps that lead to its value. */
export function bindPattern(
  pattern: Node,
  bind: (name: string, steps: readonly Step[]) => void,
  steps: readonly Step[] = [],
): void {
  switch (pattern.type) {
    case 'Identifier':
      bind(pattern.name, steps);
      return;
    case 'AssignmentPattern':
      bindPattern(pattern.left, bind, steps);
      return;
    case 'TSParameterProperty':
      bindPattern(pattern.parameter, bind, steps);
      return;
    case 'RestElement':
      bindPattern(pattern.argument, bind, [...steps, '...']);
      return;
    case 'ArrayPattern':
      pattern.elements.forEach((element, index) => {
        if (element !== null) bindPattern(element, bind, [...steps, index]);
      });
      return;
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        if (property.type === 'RestElement') bindPattern(property, bind, steps);
        else {
          const key =
            property.key.type === 'Identifier' && !property.computed
              ? property.key.name
              : property.key.type === 'Literal'
                ? String(property.key.value)
                : '?';
          bindPattern(property.value, bind, [...steps, key]);
        }
      }
  }
}
