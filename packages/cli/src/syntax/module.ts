import { readFileSync } from 'node:fs';
import { keyName } from '@heartwood/eslint-plugin/syntax';
import { type CallExpression, type Comment, type Node, type Program, parseSync, visitorKeys } from 'oxc-parser';
import { type Binding, bindPattern, functionScope, newScope, type Scope, type Step } from './scope.js';

/** A call in a module, with what surrounds it. */
export interface Call {
  readonly node: CallExpression;
  readonly scope: Scope;
  /** Function, method and class around it, joined by dots: `createSignIn.attempt`. Empty at the top of the module. */
  readonly within: string;
  readonly parent: Node;
}

/** What a module gives away under a name. */
export type Export =
  | { readonly kind: 'local'; readonly name: string }
  | { readonly kind: 'expression'; readonly node: Node }
  | { readonly kind: 'from'; readonly specifier: string; readonly imported: string };

/** A property of an object literal or a member of a class: a name and what it is. */
export interface Member {
  readonly name: string;
  readonly value: Node;
  readonly scope: Scope;
}

/** A field of a class: the name of its type, and its value. */
export interface ClassField {
  readonly typeName: string | undefined;
  readonly value: Node | undefined;
  readonly scope: Scope;
}

/** One file, read: its scopes, calls, exports. */
export interface Module {
  readonly path: string;
  readonly text: string;
  readonly program: Program;
  readonly comments: readonly Comment[];
  readonly scope: Scope;
  readonly calls: readonly Call[];
  readonly members: readonly Member[];
  /** Fields of the classes in it by name, those a constructor's parameters make included; the first of a name counts. */
  readonly fields: ReadonlyMap<string, ClassField>;
  readonly exports: ReadonlyMap<string, Export>;
  /** `export * from`. */
  readonly stars: readonly string[];
  /** What the parser could not read. */
  readonly problem: string | undefined;
  /** The line of an offset, from 1. */
  lineAt(offset: number): number;
  /** The scope of a function's body. */
  scopeOf(fn: Node): Scope;
  /** The scope of what is inside a node: its own if it opens one, else the one around it. */
  scopeWithin(node: Node, outer: Scope): Scope;
}

/** Reads and parses a file. */
export const readModule = (path: string): Module => parseModule(path, readFileSync(path, 'utf8'));

/** Parses a module's text and finds out who is who in it. */
export function parseModule(path: string, text: string): Module {
  const { program, errors, comments } = parseSync(path, text, { preserveParens: false });
  const scope = newScope(undefined, program);
  const reader = new Reader(scope);
  for (const statement of program.body) reader.visit(statement, scope, '', program);
  let starts: number[] | undefined;
  return {
    path,
    text,
    program,
    comments,
    scope,
    calls: reader.calls,
    members: reader.members,
    fields: reader.fields,
    exports: reader.exports,
    stars: reader.stars,
    problem: errors[0]?.message,
    lineAt(offset) {
      starts ??= [0, ...[...text.matchAll(/\n/g)].map((match) => match.index + 1)];
      return starts.findLastIndex((start) => start <= offset) + 1;
    },
    scopeOf: (fn) => reader.scopes.get(fn) ?? scope,
    scopeWithin: (node, outer) => reader.scopes.get(node) ?? outer,
  };
}

/** The nodes directly below a node. */
export function* nodesBelow(node: Node): Generator<Node> {
  for (const key of visitorKeys[node.type] ?? []) {
    const below: unknown = Reflect.get(node, key);
    if (Array.isArray(below)) {
      for (const item of below) if (isNode(item)) yield item;
    } else if (isNode(below)) yield below;
  }
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

/** One walk over a tree that collects everything at once. */
class Reader {
  readonly calls: Call[] = [];
  readonly members: Member[] = [];
  readonly fields = new Map<string, ClassField>();
  readonly exports = new Map<string, Export>();
  readonly stars: string[] = [];
  readonly scopes = new Map<Node, Scope>();
  readonly #module: Scope;

  constructor(module: Scope) {
    this.#module = module;
  }

  visit(node: Node, scope: Scope, within: string, parent: Node): void {
    let inner = scope;
    let name = within;
    switch (node.type) {
      case 'ImportDeclaration':
        this.#import(node);
        return;
      case 'ExportNamedDeclaration':
      case 'ExportDefaultDeclaration':
      case 'ExportAllDeclaration':
        this.#export(node);
        break;
      case 'VariableDeclaration':
        for (const { id, init } of node.declarations) {
          const target = node.kind === 'var' ? functionScope(scope) : scope;
          bindPattern(id, (bound, steps) => target.bindings.set(bound, { kind: 'variable', init, steps, scope }));
        }
        break;
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        if (node.type === 'FunctionDeclaration' && node.id) {
          scope.bindings.set(node.id.name, { kind: 'function', node, scope });
        }
        inner = newScope(scope, node);
        this.scopes.set(node, inner);
        node.params.forEach((parameter, index) => {
          bindPattern(parameter, (bound, steps) =>
            inner.bindings.set(bound, parameterOf(node, parameter, index, steps)),
          );
        });
        name = joined(within, functionName(node, parent));
        break;
      case 'ClassDeclaration':
      case 'ClassExpression':
        if (node.id) scope.bindings.set(node.id.name, { kind: 'other' });
        name = joined(within, node.id?.name ?? nameFrom(parent));
        break;
      case 'BlockStatement':
      case 'ForStatement':
      case 'ForOfStatement':
      case 'ForInStatement':
      case 'StaticBlock':
      case 'SwitchStatement':
        inner = newScope(scope, scope.owner);
        this.scopes.set(node, inner);
        break;
      case 'CatchClause':
        inner = newScope(scope, scope.owner);
        this.scopes.set(node, inner);
        if (node.param) bindPattern(node.param, (bound) => inner.bindings.set(bound, { kind: 'caught' }));
        break;
      case 'CallExpression':
        this.calls.push({ node, scope, within, parent });
        break;
      case 'TSParameterProperty':
        if (node.parameter.type === 'Identifier') {
          this.#field(node.parameter.name, { typeName: typeNameOf(node.parameter), value: undefined, scope });
        }
        break;
      case 'Property':
      case 'MethodDefinition':
      case 'PropertyDefinition': {
        const key = keyName(node.key, node.computed);
        if (key !== undefined && node.type === 'PropertyDefinition') {
          this.#field(key, { typeName: typeNameOf(node), value: node.value ?? undefined, scope });
        }
        if (key !== undefined && node.value) this.members.push({ name: key, value: node.value, scope });
      }
    }
    for (const child of nodesBelow(node)) this.visit(child, inner, name, node);
  }

  #field(name: string, field: ClassField): void {
    if (!this.fields.has(name)) this.fields.set(name, field);
  }

  #import(node: Extract<Node, { type: 'ImportDeclaration' }>): void {
    for (const item of node.specifiers) {
      const imported =
        item.type === 'ImportSpecifier'
          ? (keyName(item.imported, false) ?? '')
          : item.type === 'ImportDefaultSpecifier'
            ? 'default'
            : '*';
      this.#module.bindings.set(item.local.name, { kind: 'import', specifier: node.source.value, imported });
    }
  }

  #export(
    node: Extract<Node, { type: 'ExportNamedDeclaration' | 'ExportDefaultDeclaration' | 'ExportAllDeclaration' }>,
  ): void {
    if (node.type === 'ExportAllDeclaration') {
      const name = node.exported === null ? undefined : keyName(node.exported, false);
      if (name === undefined) this.stars.push(node.source.value);
      else this.exports.set(name, { kind: 'from', specifier: node.source.value, imported: '*' });
      return;
    }
    if (node.type === 'ExportDefaultDeclaration') {
      const { declaration } = node;
      this.exports.set(
        'default',
        declaration.type === 'FunctionDeclaration' && declaration.id
          ? { kind: 'local', name: declaration.id.name }
          : { kind: 'expression', node: declaration },
      );
      return;
    }
    for (const item of node.specifiers) {
      const local = keyName(item.local, false) ?? '';
      const name = keyName(item.exported, false) ?? '';
      this.exports.set(
        name,
        node.source === null
          ? { kind: 'local', name: local }
          : { kind: 'from', specifier: node.source.value, imported: local },
      );
    }
    const { declaration } = node;
    if (declaration?.type === 'VariableDeclaration') {
      for (const { id } of declaration.declarations)
        bindPattern(id, (name) => this.exports.set(name, { kind: 'local', name }));
    } else if (declaration !== null && 'id' in declaration && declaration.id?.type === 'Identifier') {
      this.exports.set(declaration.id.name, { kind: 'local', name: declaration.id.name });
    }
  }
}

function parameterOf(fn: Node, parameter: Node, index: number, steps: readonly Step[]): Binding {
  const pattern = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
  const target = pattern.type === 'AssignmentPattern' ? pattern.left : pattern;
  const typeName = typeNameOf(target);
  return { kind: 'parameter', fn, index, steps, typeName: steps.length === 0 ? typeName : undefined };
}

/** The name of the type something is annotated with: `logger: Logger`. */
function typeNameOf(node: Node): string | undefined {
  const annotation = 'typeAnnotation' in node ? node.typeAnnotation : null;
  const type = annotation?.type === 'TSTypeAnnotation' ? annotation.typeAnnotation : null;
  return type?.type === 'TSTypeReference' && type.typeName.type === 'Identifier' ? type.typeName.name : undefined;
}

const joined = (outer: string, own: string | undefined): string =>
  own === undefined ? outer : outer === '' ? own : `${outer}.${own}`;

const functionName = (fn: Node, parent: Node): string | undefined =>
  'id' in fn && fn.id?.type === 'Identifier' ? fn.id.name : nameFrom(parent);

/** The name something without one gets from where it stands: a variable, a property, a method. */
function nameFrom(parent: Node): string | undefined {
  switch (parent.type) {
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? parent.id.name : undefined;
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return keyName(parent.key, parent.computed);
    case 'ExportDefaultDeclaration':
      return 'default';
    case 'AssignmentExpression':
      return parent.left.type === 'MemberExpression' ? keyName(parent.left.property, parent.left.computed) : undefined;
    default:
      return undefined;
  }
}
