import { isSecretKey } from '@heartwood/redact';
import { variableOf } from '../binding/binding.js';
import { importedAs, loggerCall } from '../binding/logger.js';
import type { Rule } from '../rule.js';
import { EMITTING, LOG_LEVELS } from '../syntax/logger-name.js';
import { bare, childrenOf, type Node, type ObjectExpression } from '../syntax/node.js';
import { keyName, lastName } from '../syntax/static-text.js';

/** Secrets are not given to a log call, not under their own name, not under another, and not in a message (L18, L22). */
export const noSecretFields: Rule = {
  meta: {
    type: 'problem',
    docs: { description: 'keep passwords, tokens, keys and card numbers out of log calls', recommended: true },
    messages: {
      field: "'{{name}}' is a secret's name. Leave it out, or declare it in an entry type with class 'secret'.",
      value: "The secret '{{value}}' is written under the harmless name '{{name}}'. Leave it out.",
      message: "The secret '{{value}}' stands in a message, where nothing redacts it. Leave it out.",
      declared:
        "The field '{{name}}' has a secret's name and class '{{class}}': its value would be written. Use class 'secret', or give it a strategy.",
    },
    schema: [],
  },
  create(context) {
    return {
      CallExpression(node) {
        if (node.type !== 'CallExpression') return;
        const imported = importedAs(node.callee, context);
        if (imported === 'withContext' || imported === 'addContext') return fields(node.arguments[0], true);
        if (imported === 'entryType') return declaration(node.arguments[1]);
        const call = loggerCall(node, context);
        if (call === undefined) return;
        if (call.method === 'child') return fields(node.arguments[0], true);
        // The fields of a declared type are redacted by their class, so their names are no problem there.
        if (EMITTING.has(call.method)) return fields(node.arguments[1], false);
        if (!LOG_LEVELS.has(call.method)) return;
        if (node.arguments[0] !== undefined) message(node.arguments[0]);
        fields(node.arguments[1], true);
      },
    };

    function fields(given: Node | undefined, names: boolean): void {
      const literal = given === undefined ? undefined : objectOf(given);
      for (const property of literal?.properties ?? []) {
        if (property.type === 'SpreadElement') continue;
        const name = keyName(property.key, property.computed);
        if (name === undefined) continue;
        const value = bare(property.value);
        if (isSecretKey(name)) {
          if (names) context.report({ node: property, messageId: 'field', data: { name } });
          continue;
        }
        const secret = secretIn(value);
        if (secret !== undefined) {
          context.report({ node: property, messageId: 'value', data: { name, value: secret } });
        } else if (objectOf(value) !== undefined) fields(value, names);
      }
    }

    /** An object literal, or the one a constant was given. */
    function objectOf(expression: Node): ObjectExpression | undefined {
      const node = bare(expression);
      if (node.type === 'ObjectExpression') return node;
      if (node.type !== 'Identifier') return undefined;
      const definition = variableOf(node.name, node, context)?.defs[0];
      const declarator = definition?.type === 'Variable' ? definition.node : undefined;
      if (declarator?.type !== 'VariableDeclarator' || !declarator.init) return undefined;
      const init = bare(declarator.init);
      return init.type === 'ObjectExpression' ? init : undefined;
    }

    function message(expression: Node): void {
      const node = bare(expression);
      const values =
        node.type === 'TemplateLiteral'
          ? node.expressions
          : node.type === 'BinaryExpression'
            ? [node.left, node.right]
            : [];
      for (const value of values) {
        const secret = secretIn(bare(value));
        if (secret !== undefined) context.report({ node: value, messageId: 'message', data: { value: secret } });
        else message(value);
      }
    }

    function declaration(definition: Node | undefined): void {
      const literal = definition === undefined ? undefined : bare(definition);
      if (literal?.type !== 'ObjectExpression') return;
      const declared = property(literal, 'fields');
      if (declared === undefined) return;
      const own = objectOf(declared);
      if (own === undefined) schemaClasses(declared);
      for (const field of own?.properties ?? []) {
        if (field.type === 'SpreadElement') {
          schemaClasses(field.argument);
          continue;
        }
        const name = keyName(field.key, field.computed);
        const call = bare(field.value);
        if (name === undefined || call.type !== 'CallExpression') continue;
        for (const argument of call.arguments) {
          const options = bare(argument);
          // A strategy writes something else in place of the value.
          if (options.type !== 'ObjectExpression' || property(options, 'strategy') !== undefined) continue;
          declaredClass(name, property(options, 'class'));
        }
      }
    }

    /** The classes in `f.schema(schema, { classes })`. */
    function schemaClasses(expression: Node): void {
      const call = bare(expression);
      const given = call.type === 'CallExpression' ? call.arguments[1] : undefined;
      const options = given === undefined ? undefined : objectOf(given);
      if (options === undefined) return;
      const group = (name: string): ObjectExpression | undefined => {
        const value = property(options, name);
        return value === undefined ? undefined : objectOf(value);
      };
      const strategies = group('strategies');
      for (const item of group('classes')?.properties ?? []) {
        const name = item.type === 'Property' ? keyName(item.key, item.computed) : undefined;
        if (item.type !== 'Property' || name === undefined) continue;
        if (strategies === undefined || property(strategies, name) === undefined) declaredClass(name, item.value);
      }
    }

    function declaredClass(name: string, given: Node | undefined): void {
      const value = given === undefined ? undefined : bare(given);
      if (!isSecretKey(name) || value?.type !== 'Literal' || typeof value.value !== 'string') return;
      if (value.value === 'secret') return;
      context.report({ node: value, messageId: 'declared', data: { name, class: value.value } });
    }
  },
};

/** The secret's name, when a value is one or is made from one: `user.password`, `apiKey.slice(0, 4)`. Hashes and lengths are none. */
function secretIn(node: Node): string | undefined {
  const name = lastName(node);
  if (name !== undefined) return isSecretKey(name) ? name : undefined;
  if (node.type === 'TemplateLiteral') return firstOf(node.expressions);
  if (node.type === 'BinaryExpression' && node.operator === '+') return firstOf([...childrenOf(node)]);
  if (node.type === 'LogicalExpression') return firstOf([node.left, node.right]);
  if (node.type === 'ConditionalExpression') return firstOf([node.consequent, node.alternate]);
  return undefined;
}

function firstOf(nodes: readonly Node[]): string | undefined {
  for (const node of nodes) {
    const secret = secretIn(bare(node));
    if (secret !== undefined) return secret;
  }
  return undefined;
}

function property(literal: ObjectExpression, name: string): Node | undefined {
  for (const item of literal.properties) {
    if (item.type === 'Property' && keyName(item.key, item.computed) === name) return item.value;
  }
  return undefined;
}
