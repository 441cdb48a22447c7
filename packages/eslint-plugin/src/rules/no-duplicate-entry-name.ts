import { relative, sep } from 'node:path';
import { importedAs } from '../binding/logger.js';
import { type CatalogDeclaration, readCatalog } from '../catalog/read-catalog.js';
import { textOption } from '../options.js';
import type { Rule } from '../rule.js';
import type { Node } from '../syntax/node.js';
import { staticText } from '../syntax/static-text.js';

/**
 * One name, one type (L2). Within a file always; across files against the committed catalog, which `heartwood catalog --check` keeps
 * fresh: a rule sees one file at a time.
 */
export const noDuplicateEntryName: Rule = {
  meta: {
    type: 'problem',
    docs: { description: 'give every entry type a name of its own', recommended: true },
    messages: {
      here: "The entry type '{{name}}' is declared twice in this file.",
      elsewhere: "The entry type '{{name}}' is declared in {{file}}:{{line}} already.",
      catalog: 'The catalog cannot be read: {{problem}}',
    },
    schema: [{ type: 'object', properties: { catalog: { type: 'string' } }, additionalProperties: false }],
  },
  create(context) {
    const path = textOption(context, 'catalog');
    const here = relative(context.cwd, context.filename).split(sep).join('/');
    const seen = new Set<string>();
    let declared: readonly CatalogDeclaration[] = [];
    let problem: string | undefined;
    if (path !== undefined) {
      const read = readCatalog(path, context.cwd);
      if ('problem' in read) problem = read.problem;
      else declared = read.declarations;
    }
    return {
      CallExpression(node) {
        if (node.type !== 'CallExpression' || importedAs(node.callee, context) !== 'entryType') return;
        const argument: Node | undefined = node.arguments[0];
        const name = argument === undefined ? undefined : staticText(argument);
        if (argument === undefined || name === undefined) return;
        // Once in a file, and only where it matters: with a mistake in its path, every file of a project would say so at full length.
        if (problem !== undefined && seen.size === 0) {
          context.report({ node: argument, messageId: 'catalog', data: { problem } });
        }
        if (seen.has(name)) return context.report({ node: argument, messageId: 'here', data: { name } });
        seen.add(name);
        const other = declared.find((one) => one.name === name && one.file !== here);
        // Moved, not doubled: the catalog is from before the move.
        if (other === undefined || !other.exists) return;
        const data = { name, file: other.file, line: String(other.line) };
        context.report({ node: argument, messageId: 'elsewhere', data });
      },
    };
  },
};
