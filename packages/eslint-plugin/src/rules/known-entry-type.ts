import { type Binding, bindingOf } from '../binding/binding.js';
import { importedAs, isCreator, isHeartwood, loggerCall } from '../binding/logger.js';
import { flagOption, listOption } from '../options.js';
import type { Rule } from '../rule.js';
import { EMITTING, LOG_LEVELS } from '../syntax/logger-name.js';
import { bare, type CallExpression, type Node } from '../syntax/node.js';
import { staticText } from '../syntax/static-text.js';

/** Entries are instances of types that are declared once, at the top of a module, under a constant name (L2, L22). */
export const knownEntryType: Rule = {
  meta: {
    type: 'problem',
    docs: { description: 'emit declared entry types only', recommended: true },
    messages: {
      inline: 'An entry type is declared once, as a constant of a module; here it would be made anew at every call.',
      nested: 'Declare entry types at the top of a module: one made inside a function is compiled again at every call.',
      name: 'The name of an entry type must be a constant text, so that the catalog, the rules and people can find it.',
      text: "emit takes a declared entry type, not its name. Declare it with entryType('{{name}}', …) and give that.",
      unknown: 'This is no entry type: it is not made by entryType, and not imported.',
      undeclared: "'{{name}}' is not declared here and not imported.",
      elsewhere: 'Declare entry types in {{files}}, where people look for them.',
      freeForm: 'Free-form entries are not allowed here. Declare an entry type and emit it.',
    },
    schema: [
      {
        type: 'object',
        properties: {
          freeForm: { type: 'boolean' },
          declareIn: { type: 'array', items: { type: 'string' }, minItems: 1 },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ freeForm: true }],
  },
  create(context) {
    const [given] = context.options;
    const forbidden = given !== undefined && !flagOption(context, 'freeForm') && hasOwn(given, 'freeForm');
    const places = listOption(context, 'declareIn');
    const file = context.filename.replaceAll('\\', '/');
    return {
      CallExpression(node) {
        if (node.type !== 'CallExpression') return;
        if (importedAs(node.callee, context) === 'entryType') return declaration(node);
        const call = loggerCall(node, context);
        if (call === undefined) return;
        if (forbidden && LOG_LEVELS.has(call.method)) context.report({ node, messageId: 'freeForm' });
        const type = node.arguments[0];
        if (!EMITTING.has(call.method) || type === undefined || type.type === 'SpreadElement') return;
        // `log.audit({ action })` has the library's own type.
        if (call.method !== 'emit' && bare(type).type === 'ObjectExpression') return;
        check(type);
      },
    };

    function declaration(node: CallExpression): void {
      const name = node.arguments[0];
      if (name === undefined || (staticText(name) === undefined && !isParameter(name))) {
        context.report({ node: name ?? node, messageId: 'name' });
      }
      // A function that declares types by its parameters is a family of types: `const auditType = (name) => entryType(name, …)`.
      if (name !== undefined && isParameter(name)) return;
      const holder = parentOf(node);
      if (holder?.type === 'CallExpression' && EMITTING.has(loggerCall(holder, context)?.method ?? '')) {
        context.report({ node, messageId: 'inline' });
        return;
      }
      for (let at = holder; at !== undefined; at = parentOf(at)) {
        if (
          at.type === 'FunctionDeclaration' ||
          at.type === 'FunctionExpression' ||
          at.type === 'ArrowFunctionExpression'
        ) {
          context.report({ node, messageId: 'nested' });
          return;
        }
      }
      if (places.length > 0 && !places.some((place) => file.includes(place))) {
        context.report({ node, messageId: 'elsewhere', data: { files: places.join(', ') } });
      }
    }

    function check(expression: Node): void {
      const node = bare(expression);
      const name = staticText(node);
      if (name !== undefined) {
        context.report({ node, messageId: 'text', data: { name } });
        return;
      }
      switch (node.type) {
        case 'ConditionalExpression':
          check(node.consequent);
          check(node.alternate);
          return;
        case 'LogicalExpression':
          check(node.left);
          check(node.right);
          return;
        case 'ObjectExpression':
        case 'ArrayExpression':
        case 'ArrowFunctionExpression':
        case 'FunctionExpression':
        case 'TemplateLiteral':
        case 'BinaryExpression':
        case 'Literal':
          context.report({ node, messageId: 'unknown' });
          return;
        case 'Identifier': {
          const binding = bindingOf(node.name, node, context);
          if (binding === undefined) context.report({ node, messageId: 'undeclared', data: { name: node.name } });
          else if (isNoType(binding)) context.report({ node, messageId: 'unknown' });
        }
      }
    }

    /** A constant of this file whose value cannot be an entry type, or something of the library that is none. */
    function isNoType(binding: Binding): boolean {
      if (binding.kind === 'import')
        return (
          isHeartwood(binding.module) &&
          (isCreator(binding.imported) || ['entryType', 'f', 'field', '*'].includes(binding.imported))
        );
      if (binding.kind !== 'value') return binding.kind === 'caught';
      const init = bare(binding.init);
      if (init.type === 'CallExpression') return isCreator(importedAs(init.callee, context));
      return [
        'ObjectExpression',
        'ArrayExpression',
        'Literal',
        'TemplateLiteral',
        'ArrowFunctionExpression',
        'FunctionExpression',
      ].includes(init.type);
    }

    function isParameter(expression: Node): boolean {
      const node = bare(expression);
      return node.type === 'Identifier' && bindingOf(node.name, node, context)?.kind === 'parameter';
    }
  },
};

const parentOf = (node: Node): Node | undefined => node.parent ?? undefined;
const hasOwn = (value: unknown, name: string): boolean =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name);
