/** A piece of a message: constant text, or the name of the field whose value stands there. */
export type MessagePiece = { readonly text: string } | { readonly field: string };

/** The names between braces in a message, as the type system sees them. */
export type Placeholders<Message extends string> = Message extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/**
 * Splits `Invoice {invoice} approved by {approver}` into its pieces.
 *
 * @example messagePieces('Hi {name}!') // [{ text: 'Hi ' }, { field: 'name' }, { text: '!' }]
 */
export function messagePieces(message: string): MessagePiece[] {
  const pieces: MessagePiece[] = [];
  let end = 0;
  for (const match of message.matchAll(/\{([^{}]*)\}/g)) {
    if (match.index > end) pieces.push({ text: message.slice(end, match.index) });
    pieces.push({ field: match[1] ?? '' });
    end = match.index + match[0].length;
  }
  if (end < message.length) pieces.push({ text: message.slice(end) });
  return pieces;
}
