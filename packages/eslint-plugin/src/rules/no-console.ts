import { variableOf } from '../binding/binding.js';
import { isLoggerNamed } from '../binding/logger.js';
import { listOption, textOption } from '../options.js';
import type { Rule } from '../rule.js';
import { readArguments } from '../syntax/arguments.js';
import { callCode } from '../syntax/call-code.js';
import { CONSOLE_LEVELS } from '../syntax/logger-name.js';
import { bare, type Node } from '../syntax/node.js';
import { keyName } from '../syntax/static-text.js';

/** No calls of the console: what they write has no level, no type, no context and is not redacted (L22). */
export const noConsole: Rule = {
  meta: {
    type: 'problem',
    docs: { description: 'log through a logger instead of the console', recommended: true },
    fixable: 'code',
    messages: {
      console: 'console.{{method}} writes past the log: no level, no context, no redaction. Use a logger.',
    },
    schema: [
      {
        type: 'object',
        properties: {
          allow: { type: 'array', items: { type: 'string' }, uniqueItems: true },
          logger: { type: 'string', pattern: '^[A-Za-z_$][\\w$]*$' },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ allow: [], logger: 'log' }],
  },
  create(context) {
    const allow = listOption(context, 'allow');
    const logger = textOption(context, 'logger') ?? 'log';
    return {
      MemberExpression(node) {
        if (node.type !== 'MemberExpression') return;
        const object = bare(node.object);
        if (object.type !== 'Identifier' || object.name !== 'console') return;
        if (variableOf('console', node, context) !== undefined) return;
        const method = keyName(node.property, node.computed);
        if (method === undefined || allow.includes(method)) return;
        const code = replacement(node, method);
        context.report({
          node,
          messageId: 'console',
          data: { method },
          fix: code === undefined ? null : (fixer) => fixer.replaceText(code.call, code.text),
        });
      },
    };

    /** The log call that says the same, when a logger is at hand and nothing would be lost. */
    function replacement(callee: Node, method: string): { call: Node; text: string } | undefined {
      const call = callee.parent;
      const level = CONSOLE_LEVELS.get(method);
      if (level === undefined || call?.type !== 'CallExpression' || call.callee !== callee) return undefined;
      if (context.sourceCode.getCommentsInside(call).length > 0) return undefined;
      if (!isLoggerNamed(logger, call, context)) return undefined;
      const read = readArguments(call.arguments, context.sourceCode.text);
      return 'reason' in read ? undefined : { call, text: callCode({ logger, method: level, ...read }) };
    }
  },
};
