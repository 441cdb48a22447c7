import { fieldFor } from './field-name.js';
import { bare, type Node } from './node.js';
import { staticText } from './static-text.js';

/** A piece of a message as code writes it: constant text, or an expression whose value stands there. */
export type MessagePart = { readonly text: string } | { readonly value: Node };

/** A field of a log call that is being written: its name and the code of its value. */
export interface CallField {
  readonly name: string;
  readonly code: string;
}

/** A message that never changes, and the values that used to stand in it. */
export interface SplitMessage {
  /** The values' places are marked with `{name}`. */
  readonly message: string;
  readonly fields: readonly CallField[];
}

/**
 * The parts of a template literal or of a sum with text in it.
 *
 * @returns `undefined` when the expression is neither
 */
export function messageParts(expression: Node): MessagePart[] | undefined {
  const text = staticText(expression);
  if (text !== undefined) return [{ text }];
  const node = bare(expression);
  if (node.type === 'TemplateLiteral') {
    return node.quasis.flatMap((quasi, index) => {
      const value = node.expressions[index];
      const text = { text: quasi.value.cooked ?? quasi.value.raw };
      return value === undefined ? [text] : [text, ...(messageParts(value) ?? [{ value }])];
    });
  }
  if (node.type !== 'BinaryExpression' || node.operator !== '+') {
    return undefined;
  }
  const left = messageParts(node.left);
  const right = messageParts(node.right);
  // `a + b` without any text is arithmetic.
  if (left === undefined && right === undefined) return undefined;
  return [...(left ?? [{ value: node.left }]), ...(right ?? [{ value: node.right }])];
}

/**
 * Takes the values out of a message: `Order ${order.id} failed: ${err.message}` becomes `Order {orderId} failed` with the
 * fields `orderId` and `err`. An error leaves no mark, as it says itself what happened.
 *
 * @param taken names that already have another meaning in the call
 */
export function splitMessage(
  parts: readonly MessagePart[],
  source: string,
  taken: readonly CallField[] = [],
): SplitMessage {
  const fields: CallField[] = [...taken];
  let message = '';
  // After “failed (” lost the error's text, the bracket that closes it.
  let closing = /^$/;
  for (const part of parts) {
    if ('text' in part) {
      message += part.text.replace(closing, '');
      closing = /^$/;
      continue;
    }
    const name = addField(fields, fieldFor(part.value, source));
    if (name !== 'err') message += `{${name}}`;
    else {
      const lead = /[\s:;,([–—-]*$/.exec(message)?.[0] ?? '';
      if (lead.includes('(') || lead.includes('[')) closing = /^[)\]]/;
      message = message.slice(0, message.length - lead.length);
    }
  }
  return { message: tidy(message), fields: fields.slice(taken.length) };
}

/**
 * Adds a field unless the same value is there already; another value of that name gets a number.
 *
 * @returns the name under which the value is now
 */
export function addField(fields: CallField[], wanted: CallField): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted.name : `${wanted.name}${number}`;
    const present = fields.find((field) => field.name === name);
    if (present?.code === wanted.code) return name;
    if (present !== undefined) continue;
    fields.push({ name, code: wanted.code });
    return name;
  }
}

const tidy = (message: string): string => message.replace(/^\s+|[\s:]+$/g, '').replace(/[ \t]{2,}/g, ' ');
