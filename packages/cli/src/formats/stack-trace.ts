import type { Json } from '@heartwood/server/contract';

const FRAME = /^\s*(?:at .+|File ".+", line \d+.*|from .+:\d+:in .+|\.{3} \d+ more|#\d+ .+)$/m;
const HEADLINE =
  /(?:^|[\s:])((?:[A-Za-z_$][\w$]*\.)*(?:[A-Z][\w$]*)?(?:Error|Exception|Fault|Interrupt|Warning))(?:: ?(.*))?$/;

/** JavaScript's, Java's and .NET's first line, whatever the class is called; `Traceback (most …` is none. */
const FIRST_LINE = /^(?:Uncaught )?((?:[\w$]+\.)*[A-Z][\w$]*)(?:: ?(.*))?$/;

/** Type and message of the error whose stack trace this is; Python names them last, everybody else first. */
export function headOfStack(stack: string): { readonly type?: string; readonly message?: string } {
  const lines = stack.trimEnd().split('\n');
  const first = (lines[0] ?? '').trimEnd();
  const head = FIRST_LINE.exec(first) ?? HEADLINE.exec(first) ?? HEADLINE.exec(lines.at(-1) ?? '');
  const message = head?.[2]?.trim();
  return { ...(head?.[1] ? { type: head[1] } : {}), ...(message ? { message } : {}) };
}

/**
 * Splits an entry of several lines that ends in a stack trace.
 *
 * @returns the message (its first line) and the `error` standard field; undefined when the text holds no stack trace
 */
export function splitStackTrace(text: string): { message: string; error: { [name: string]: Json } } | undefined {
  const newline = text.indexOf('\n');
  if (newline < 0 || !FRAME.test(text.slice(newline + 1))) return undefined;
  const message = text.slice(0, newline).trimEnd();
  const lines = text.trimEnd().split('\n');
  // Python names the error last, everybody else first.
  const headline = HEADLINE.exec(message) ?? HEADLINE.exec(lines[1] ?? '') ?? HEADLINE.exec(lines.at(-1) ?? '');
  return {
    message,
    error: {
      ...(headline?.[1] ? { type: headline[1] } : {}),
      message: headline?.[2]?.trim() || message,
      stack: text.trimEnd(),
    },
  };
}
