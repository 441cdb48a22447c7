import { errorIn, fieldFor, isErrorLike } from './field-name.js';
import {
  addField,
  type CallField,
  type MessagePart,
  messageParts,
  type SplitMessage,
  splitMessage,
} from './message.js';
import { bare, type Node, type ObjectExpression, textOf } from './node.js';
import { formatParts } from './printf.js';
import { keyName, staticText } from './static-text.js';

/** Arguments of a foreign log call, understood; or why they are not. */
export type ReadArguments = (SplitMessage & { readonly rest?: string | undefined }) | { readonly reason: string };

/** Said when a call logs an error and nothing else. */
export const BARE_ERROR_MESSAGE = 'Unexpected error';

/** The ways of a library. */
export interface ArgumentWays {
  /** pino's: the fields come before the message. Default false. */
  readonly fieldsFirst?: boolean;
  /** winston's: an object behind the message is all fields at once, not one of them. Default false. */
  readonly fieldsLast?: boolean;
}

/**
 * Understands `console.log(…)` and its like: a text, possibly with `%s`, then values. What has no text gets its name as message.
 */
export function readArguments(args: readonly Node[], source: string, ways: ArgumentWays = {}): ReadArguments {
  if (args.length === 0) return { reason: 'it logs nothing' };
  if (args.some((arg) => arg.type === 'SpreadElement')) return { reason: 'its arguments are spread' };
  const fields: CallField[] = [];
  let rest: string | undefined;
  let at = 0;
  const [first, second] = args;
  if (ways.fieldsFirst === true && first !== undefined && messageParts(first) === undefined) {
    const node = bare(first);
    if (node.type === 'ObjectExpression') {
      const own = objectFields(node, source);
      if (own === undefined) return { reason: 'it has a method or an accessor among its fields' };
      for (const field of own) addField(fields, field);
      at = 1;
    } else if (isErrorLike(node)) {
      addField(fields, { name: 'err', code: textOf(node, source) });
      at = 1;
    } else if (second !== undefined && messageParts(second) !== undefined) {
      rest = textOf(node, source);
      at = 1;
    }
  }
  const message = args[at];
  if (message === undefined) return onlyFields(fields, rest);
  const parts: MessagePart[] = [];
  const text = staticText(message);
  let used = at + 1;
  if (text !== undefined) {
    const formatted = formatParts(text, args.slice(used));
    if ('reason' in formatted) return formatted;
    parts.push(...formatted.parts);
    used += formatted.used;
  } else if (isErrorOnly(message)) used = at;
  else {
    const found = messageParts(message);
    if (found === undefined) used = at;
    else parts.push(...found);
  }
  const values = args.slice(used);
  for (const value of values) {
    const node = bare(value);
    const whole = node.type === 'Identifier' || node.type === 'MemberExpression';
    if (ways.fieldsLast === true && values.length === 1 && whole && !isUndefined(node) && errorIn(node) === undefined) {
      rest = textOf(node, source);
      continue;
    }
    const more = messageParts(node);
    if (node.type === 'ObjectExpression') {
      const own = objectFields(node, source);
      if (own === undefined) return { reason: 'it has a method or an accessor among its fields' };
      for (const field of own) addField(fields, field);
    } else if (more !== undefined) parts.push({ text: ' ' }, ...more);
    else if (!isUndefined(node)) addField(fields, fieldFor(node, source));
  }
  const split = splitMessage(parts, source, fields);
  const all = [...fields, ...split.fields];
  if (split.message === '') return onlyFields(all, rest);
  return { message: split.message, fields: all, rest };
}

function onlyFields(fields: readonly CallField[], rest: string | undefined): ReadArguments {
  const first = fields[0];
  if (first === undefined) return { reason: rest === undefined ? 'it logs nothing' : 'it has no message' };
  return {
    message: fields.some((field) => field.name === 'err') ? BARE_ERROR_MESSAGE : words(first.name),
    fields,
    rest,
  };
}

/** The properties of a literal as fields; `undefined` when it has a method, an accessor or a computed key. */
export function objectFields(node: ObjectExpression, source: string): CallField[] | undefined {
  const fields: CallField[] = [];
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      const code = textOf(property.argument, source);
      fields.push({ name: `...${code}`, code });
      continue;
    }
    const name = keyName(property.key, property.computed);
    if (name === undefined || property.kind !== 'init' || property.method) return undefined;
    const error = name === 'err' || name === 'error' || name === 'e' ? errorIn(property.value) : undefined;
    fields.push(
      error === undefined
        ? { name, code: textOf(property.value, source) }
        : { name: 'err', code: textOf(error, source) },
    );
  }
  return fields;
}

const isErrorOnly = (node: Node): boolean => errorIn(node) !== undefined;
const isUndefined = (node: Node): boolean => node.type === 'Identifier' && node.name === 'undefined';

/** `orderId` → `order id`. */
const words = (name: string): string =>
  name
    .replace(/^\.\.\./, '')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase();
