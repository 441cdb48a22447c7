import { variableOf } from '../binding/binding.js';
import { loggerCall } from '../binding/logger.js';
import type { Fix, Fixer, Rule } from '../rule.js';
import { errorIn } from '../syntax/field-name.js';
import { LOG_LEVELS } from '../syntax/logger-name.js';
import { bare, type CatchClause, childrenOf, type Node, spanOf, textOf } from '../syntax/node.js';
import { keyName } from '../syntax/static-text.js';

/** Constructors whose second argument is `{ cause }`. Source: ECMA-262, 20.5.6.1.1. */
const STANDARD_ERRORS = new Set([
  'Error',
  'TypeError',
  'RangeError',
  'SyntaxError',
  'ReferenceError',
  'EvalError',
  'URIError',
]);

/** What was caught stays whole: as `cause` of what is thrown instead, as the error itself in a log call (L11). */
export const requireErrorCause: Rule = {
  meta: {
    type: 'problem',
    docs: { description: 'keep the cause of an error', recommended: true },
    fixable: 'code',
    messages: {
      cause: 'What was caught is lost here. Give it as the cause: new {{name}}(…, { cause: {{caught}} }).',
      unbound: 'What was caught is lost here. Catch it by name and give it as the cause.',
      text: 'Give the error itself, { {{error}} }: its text alone has no type, no stack and no causes.',
    },
    schema: [],
  },
  create(context) {
    const { text: source } = context.sourceCode;
    return {
      ThrowStatement(node) {
        if (node.type !== 'ThrowStatement') return;
        const thrown = bare(node.argument);
        if (thrown.type !== 'NewExpression' || thrown.callee.type !== 'Identifier') return;
        const clause = clauseAround(node);
        if (clause === undefined) return;
        const { name } = thrown.callee;
        const standard = STANDARD_ERRORS.has(name) && variableOf(name, node, context) === undefined;
        if (clause.param === null) {
          if (standard && !hasCause(thrown.arguments)) context.report({ node: thrown, messageId: 'unbound' });
          return;
        }
        if (clause.param.type !== 'Identifier') return;
        const caught = clause.param.name;
        const kept = thrown.arguments.some((argument) =>
          standard ? givesCause(argument, caught) : mentions(argument, caught),
        );
        if (kept || (standard && hasCause(thrown.arguments))) return;
        const [message, options] = thrown.arguments;
        const fixable =
          standard && message !== undefined && (options === undefined || options.type === 'ObjectExpression');
        context.report({
          node: thrown,
          messageId: 'cause',
          data: { name, caught },
          fix: fixable ? (fixer) => withCause(fixer, message, options, caught) : null,
        });
      },
      CallExpression(node) {
        const call = loggerCall(node, context);
        if (call === undefined || !(LOG_LEVELS.has(call.method) || call.method === 'emit')) return;
        const fields = call.node.arguments[1];
        if (fields?.type !== 'ObjectExpression') return;
        for (const property of fields.properties) {
          if (property.type !== 'Property' || property.kind !== 'init') continue;
          const name = keyName(property.key, property.computed);
          if (name !== 'err' && name !== 'error') continue;
          const value = bare(property.value);
          const error = errorIn(value);
          if (error === undefined || textOf(error, source) === textOf(value, source)) continue;
          const whole = textOf(error, source);
          context.report({
            node: property,
            messageId: 'text',
            data: { error: whole },
            fix: (fixer) => fixer.replaceText(property, whole === name ? name : `${name}: ${whole}`),
          });
        }
      },
    };

    function withCause(fixer: Fixer, message: Node, options: Node | undefined, caught: string): Fix {
      const cause = caught === 'cause' ? 'cause' : `cause: ${caught}`;
      if (options?.type !== 'ObjectExpression') return fixer.insertTextAfter(message, `, { ${cause} }`);
      const last = options.properties.at(-1);
      if (last !== undefined) return fixer.insertTextAfter(last, `, ${cause}`);
      return fixer.replaceTextRange(spanOf(options), `{ ${cause} }`);
    }
  },
};

/** The catch clause a statement belongs to; a function in between runs at another time. */
function clauseAround(node: Node): CatchClause | undefined {
  for (let at = node.parent; at; at = at.parent) {
    if (at.type === 'CatchClause') return at;
    if (/Function/.test(at.type)) return undefined;
  }
  return undefined;
}

const hasCause = (args: readonly Node[]): boolean =>
  args.some((argument) => {
    const node = bare(argument);
    if (node.type === 'SpreadElement') return true;
    if (node.type === 'Identifier' || node.type === 'CallExpression') return args.indexOf(argument) === 1;
    return (
      node.type === 'ObjectExpression' &&
      node.properties.some((item) => item.type === 'SpreadElement' || keyName(item.key, item.computed) === 'cause')
    );
  });

/** Whether an argument hands on the error itself: `{ cause: err }`, `err`, `{ cause: wrap(err) }`; its text alone does not. */
function givesCause(argument: Node, caught: string): boolean {
  const node = bare(argument);
  return node.type === 'ObjectExpression' && mentions(node, caught);
}

function mentions(node: Node, name: string): boolean {
  if (node.type === 'Identifier' && node.name === name) return true;
  for (const child of childrenOf(node)) if (mentions(child, name)) return true;
  return false;
}
