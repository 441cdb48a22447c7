/**
 * The Latin-1 text that a base64 or base64url string stands for, with or without padding; `undefined` when it is neither. `atob` is
 * in Node, browsers and every edge runtime.
 */
export function decodeBase64(base64: string): string | undefined {
  try {
    return atob(base64.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    // `atob` says by an exception that the text is no base64.
    return undefined;
  }
}
