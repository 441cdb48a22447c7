import { importedAs, loggerCall } from '../binding/logger.js';
import type { Rule } from '../rule.js';
import { objectFields } from '../syntax/arguments.js';
import { callCode } from '../syntax/call-code.js';
import { LOG_LEVELS } from '../syntax/logger-name.js';
import { addField, messageParts, splitMessage } from '../syntax/message.js';
import { bare, type CallExpression, type Node, textOf } from '../syntax/node.js';
import { keyName, staticText } from '../syntax/static-text.js';

/** Messages are constant; what changes is a field, where it can be searched, typed and redacted (L22). */
export const noInterpolatedMessage: Rule = {
  meta: {
    type: 'problem',
    docs: { description: 'keep data out of messages: constant text, values as fields', recommended: true },
    fixable: 'code',
    messages: {
      interpolated:
        'Data in a message can be neither searched nor redacted. Use a constant message and give the values as fields.',
      dynamic:
        'The message is not constant: entries of this call cannot be grouped. Use a constant message and fields.',
      declaration: "An entry type's {{part}} must be constant text; name fields in it with {braces}.",
    },
    schema: [],
  },
  create(context) {
    const { text: source } = context.sourceCode;
    return {
      CallExpression(node) {
        if (node.type !== 'CallExpression') return;
        if (importedAs(node.callee, context) === 'entryType') return declaration(node);
        const call = loggerCall(node, context);
        const message = node.arguments[0];
        if (call === undefined || message === undefined || message.type === 'SpreadElement') return;
        if (!LOG_LEVELS.has(call.method) || staticText(message) !== undefined) return;
        const parts = messageParts(message);
        if (parts === undefined) {
          if (isText(message)) context.report({ node: message, messageId: 'dynamic' });
          return;
        }
        const code = replacement(node, textOf(call.logger, source), call.method, parts);
        context.report({
          node: message,
          messageId: 'interpolated',
          fix: code === undefined ? null : (fixer) => fixer.replaceText(node, code),
        });
      },
    };

    /** The call with the values as fields; `undefined` when something would be lost or change its meaning. */
    function replacement(
      call: CallExpression,
      logger: string,
      method: string,
      parts: NonNullable<ReturnType<typeof messageParts>>,
    ): string | undefined {
      const callee = bare(call.callee);
      const optional = call.optional || (callee.type === 'MemberExpression' && callee.optional);
      if (call.arguments.length > 2 || optional) return undefined;
      if (context.sourceCode.getCommentsInside(call).length > 0) return undefined;
      const given = call.arguments[1];
      let own: ReturnType<typeof objectFields> = [];
      if (given !== undefined) {
        const literal = bare(given);
        own = literal.type === 'ObjectExpression' ? objectFields(literal, source) : undefined;
        if (own?.some((field) => field.name.startsWith('...'))) return undefined;
      }
      if (own === undefined) return undefined;
      const split = splitMessage(parts, source, own);
      if (split.message === '') return undefined;
      const fields = [...own];
      for (const field of split.fields) addField(fields, field);
      return callCode({ logger, method, message: split.message, fields });
    }

    function declaration(call: CallExpression): void {
      const [name, definition] = call.arguments;
      if (name !== undefined && messageParts(name) !== undefined && staticText(name) === undefined) {
        context.report({ node: name, messageId: 'declaration', data: { part: 'name' } });
      }
      const literal = definition === undefined ? undefined : bare(definition);
      if (literal?.type !== 'ObjectExpression') return;
      for (const property of literal.properties) {
        if (property.type !== 'Property' || keyName(property.key, property.computed) !== 'message') continue;
        if (staticText(property.value) === undefined && messageParts(property.value) !== undefined) {
          context.report({ node: property.value, messageId: 'declaration', data: { part: 'message' } });
        }
      }
    }
  },
};

/** An expression that is likely a text that changes: not an object, an array or a function. */
function isText(expression: Node): boolean {
  const { type } = bare(expression);
  return [
    'Identifier',
    'MemberExpression',
    'CallExpression',
    'BinaryExpression',
    'ConditionalExpression',
    'LogicalExpression',
    'TaggedTemplateExpression',
    'AwaitExpression',
  ].includes(type);
}
