import { variableOf } from '../binding/binding.js';
import { loggerCall } from '../binding/logger.js';
import { flagOption } from '../options.js';
import type { Rule, RuleContext } from '../rule.js';
import { LOG_LEVELS } from '../syntax/logger-name.js';
import { bare, childrenOf, type Node } from '../syntax/node.js';
import { keyName } from '../syntax/static-text.js';

/** What is caught is handled, logged, passed on or rethrown; or a comment says why it is not (L11). */
export const noSwallowedError: Rule = {
  meta: {
    type: 'problem',
    docs: { description: 'do not lose what was caught', recommended: true },
    messages: {
      swallowed: 'The error is swallowed. Log it, rethrow it, pass it on, or say in a comment why it does not matter.',
      logged: 'The entry does not say what went wrong. Give it the error: { {{name}} }.',
    },
    schema: [{ type: 'object', properties: { comments: { type: 'boolean' } }, additionalProperties: false }],
    defaultOptions: [{ comments: true }],
  },
  create(context) {
    const [given] = context.options;
    const comments = given === undefined || flagOption(context, 'comments');
    return {
      CatchClause(node) {
        if (node.type === 'CatchClause') judge(node, node.body, node.param);
      },
      CallExpression(node) {
        if (node.type !== 'CallExpression') return;
        const callee = bare(node.callee);
        if (callee.type !== 'MemberExpression') return;
        const method = keyName(callee.property, callee.computed);
        const handler = method === 'catch' ? node.arguments[0] : method === 'then' ? node.arguments[1] : undefined;
        if (handler?.type !== 'ArrowFunctionExpression' && handler?.type !== 'FunctionExpression') return;
        // A callback's value is its answer to the error: `.catch(() => undefined)` gives none.
        const body: Node | null = handler.body;
        if (body !== null) judge(handler, body, handler.params[0] ?? null);
      },
    };

    function judge(handler: Node, body: Node, caught: Node | null): void {
      if (caught !== null && isUsed(caught)) return;
      if (comments && context.sourceCode.getCommentsInside(handler).length > 0) return;
      const found = deeds(body, context);
      if (found.throws) return;
      if (found.log !== undefined) {
        const name = caught?.type === 'Identifier' ? caught.name : 'err';
        context.report({ node: found.log, messageId: 'logged', data: { name } });
        return;
      }
      // Without a binding, and answered by a value: `try { return JSON.parse(x) } catch { return undefined }`.
      if (caught === null && found.answers) return;
      context.report({ node: handler, messageId: 'swallowed' });
    }

    function isUsed(caught: Node): boolean {
      if (caught.type !== 'Identifier') return true;
      const variable =
        context.sourceCode.getScope(caught).set.get(caught.name) ?? variableOf(caught.name, caught, context);
      return variable !== undefined && variable.references.length > 0;
    }
  },
};

interface Deeds {
  readonly throws: boolean;
  /** A value is returned or given that says something: anything but nothing. */
  readonly answers: boolean;
  readonly log: Node | undefined;
}

/** What the statements of a handler do; functions in it are not looked into, as nobody knows when they run. */
function deeds(body: Node, context: RuleContext): Deeds {
  let throws = false;
  let answers = body.type !== 'BlockStatement' && !isNothing(body);
  let log: Node | undefined;
  const visit = (node: Node): void => {
    if (node.type === 'ThrowStatement') throws = true;
    if (node.type === 'ReturnStatement' && node.argument !== null) answers = true;
    if (node.type === 'ContinueStatement' || node.type === 'BreakStatement' || node.type === 'AssignmentExpression')
      answers = true;
    if (node.type === 'CallExpression') {
      answers = true;
      const call = loggerCall(node, context);
      if (call !== undefined && LOG_LEVELS.has(call.method)) log ??= node;
    }
    if (node.type === 'UpdateExpression' || node.type === 'NewExpression') answers = true;
    if (/Function/.test(node.type)) return;
    for (const child of childrenOf(node)) visit(child);
  };
  visit(body);
  return { throws, answers, log };
}

function isNothing(expression: Node): boolean {
  const node = bare(expression);
  if (node.type === 'Literal') return node.value === null;
  if (node.type === 'Identifier') return node.name === 'undefined';
  return node.type === 'UnaryExpression' && node.operator === 'void';
}
