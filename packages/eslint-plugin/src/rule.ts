import type { Node } from './syntax/node.js';

/** A change to the text that a rule proposes. */
export type Fix = { readonly range: readonly [number, number]; readonly text: string };

/** Makes {@link Fix}es; the part of ESLint's fixer the rules need. */
export interface Fixer {
  replaceText(node: Node, text: string): Fix;
  replaceTextRange(range: readonly [number, number], text: string): Fix;
  insertTextAfter(node: Node, text: string): Fix;
}

/** One finding. */
export interface Report {
  readonly node: Node;
  readonly messageId: string;
  readonly data?: { readonly [name: string]: string };
  readonly fix?: ((fixer: Fixer) => Fix | readonly Fix[]) | null;
}

/** Where a variable gets its value. Source: https://eslint.org/docs/latest/extend/scope-manager-interface#definition-interface */
export interface Definition {
  readonly type: string;
  readonly node: Node;
  readonly name: Node;
  readonly parent?: Node | null;
}

export interface Variable {
  readonly name: string;
  readonly defs: readonly Definition[];
  readonly references: readonly { readonly identifier: Node }[];
}

export interface Scope {
  readonly set: ReadonlyMap<string, Variable>;
  readonly upper: Scope | null;
  readonly variables: readonly Variable[];
}

/** The part of ESLint's and Oxlint's rule context that the rules need. */
export interface RuleContext {
  readonly options: readonly unknown[];
  readonly filename: string;
  readonly cwd: string;
  readonly sourceCode: {
    readonly text: string;
    getScope(node: Node): Scope;
    getCommentsInside(node: Node): readonly unknown[];
  };
  report(report: Report): void;
}

/** What a rule does at each kind of node, by ESTree's names. */
export interface Listener {
  readonly [selector: string]: (node: Node) => void;
}

/** A rule of this plugin, in the shape ESLint and Oxlint load. */
export interface Rule {
  readonly meta: {
    readonly type: 'problem' | 'suggestion';
    readonly docs: { readonly description: string; readonly recommended: boolean };
    readonly fixable?: 'code';
    readonly messages: { readonly [id: string]: string };
    readonly schema: object[];
    readonly defaultOptions?: object[];
  };
  create(context: RuleContext): Listener;
}

/**
 * A rule as ESLint and Oxlint take it. Each has its own type of context, of which {@link RuleContext} is what both have and the rules use;
 * so the public type says nothing about it.
 */
export interface LoadableRule {
  readonly meta: Rule['meta'];
  create(context: never): Listener;
}
