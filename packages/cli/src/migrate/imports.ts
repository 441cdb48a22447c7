import { dirname, relative, sep } from 'node:path';
import type MagicString from 'magic-string';
import type { Node } from 'oxc-parser';
import { type Module, nodesBelow } from '../syntax/module.js';
import { dialectOf } from './origin.js';

/** A name a file needs. */
export interface Needed {
  readonly name: string;
  readonly local: string;
  readonly specifier: string;
}

/** Whether a file is a CommonJS script: it requires, and has neither import nor export. */
export function isCommonJs({ program, text }: Module): boolean {
  return /\brequire\s*\(/.test(text) && !program.body.some(({ type }) => /^(Import|Export)/.test(type));
}

/** Adds imports behind the last one, or at the top below `#!`, directives and the comment that begins the file. */
export function addImports(code: MagicString, module: Module, needed: readonly Needed[]): void {
  if (needed.length === 0) return;
  const commonJs = isCommonJs(module);
  const lines = needed.map(({ name, local, specifier }) =>
    commonJs
      ? `const { ${name === local ? name : `${name}: ${local}`} } = require('${specifier}');`
      : `import { ${name === local ? name : `${name} as ${local}`} } from '${specifier}';`,
  );
  const last = module.program.body.findLast(
    (node) => node.type === 'ImportDeclaration' || (commonJs && isRequire(node)),
  );
  const directive = module.program.body.findLast(
    (node) => node.type === 'ExpressionStatement' && 'directive' in node && node.directive,
  );
  const after = last ?? directive;
  if (after !== undefined) code.appendRight(after.end, `\n${lines.join('\n')}`);
  else {
    const [first] = module.program.body;
    code.appendRight(first?.start ?? 0, `${lines.join('\n')}\n\n`);
  }
}

const isRequire = (node: Node): boolean =>
  node.type === 'VariableDeclaration' &&
  node.declarations.some(
    ({ init }) =>
      init?.type === 'CallExpression' && init.callee.type === 'Identifier' && init.callee.name === 'require',
  );

/** Takes imports of pino and winston away that nothing uses any more. */
export function dropUnused(code: MagicString, module: Module): void {
  const used = namesUsed(module);
  for (const statement of module.program.body) {
    let gone = false;
    if (statement.type === 'ImportDeclaration') {
      const dialect = dialectOf(statement.source.value);
      if ((dialect !== 'pino' && dialect !== 'winston') || statement.specifiers.length === 0) continue;
      gone = statement.specifiers.every(({ local }) => !used.has(local.name));
    } else if (
      isRequire(statement) &&
      statement.type === 'VariableDeclaration' &&
      statement.declarations.length === 1
    ) {
      const [only] = statement.declarations;
      const foreign = /require\(['"](pino|winston)['"]\)$/.test(module.text.slice(only?.init?.start, only?.init?.end));
      gone = foreign && only?.id.type === 'Identifier' && !used.has(only.id.name);
    }
    // With the blank lines behind it; `addImports` sets its own.
    if (gone)
      code.remove(
        statement.start,
        statement.end + (/^(\r?\n)*/.exec(module.text.slice(statement.end))?.[0].length ?? 0),
      );
  }
}

/** Every name that is used somewhere else than where it is imported or required. */
function namesUsed(module: Module): Set<string> {
  const used = new Set<string>();
  const visit = (node: Node): void => {
    if (node.type === 'ImportDeclaration') return;
    if (node.type === 'VariableDeclarator' && node.init !== null && isRequireCall(node.init)) return;
    if (node.type === 'Identifier') used.add(node.name);
    for (const child of nodesBelow(node)) visit(child);
  };
  visit(module.program);
  return used;
}

const isRequireCall = (node: Node): boolean =>
  node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'require';

/** How a file imports another: relative, ending as its other relative imports do. */
export function specifierTo(target: string, module: Module): string {
  const path = relative(dirname(module.path), target)
    .split(sep)
    .join('/')
    .replace(/\.ts$/, '.js')
    .replace(/\.tsx$/, '.js')
    .replace(/\.mts$/, '.mjs');
  const specifier = path.startsWith('.') ? path : `./${path}`;
  const others = [...module.text.matchAll(/from\s+['"](\.[^'"]+)['"]|require\(['"](\.[^'"]+)['"]\)/g)].map(
    ([, a, b]) => a ?? b ?? '',
  );
  const bare = others.length > 0 && others.every((other) => !/\.[cm]?[jt]sx?$/.test(other));
  const typescript = others.some((other) => /\.[cm]?tsx?$/.test(other));
  if (bare) return specifier.replace(/\.[cm]?js$/, '');
  return typescript ? specifier.replace(/js$/, 'ts') : specifier;
}
