/**
 * Random hex digits, two for each byte. `crypto.randomUUID` exists on pages of https only, this everywhere.
 *
 * @example randomHex(8) // '00f067aa0ba902b7'
 */
export const randomHex = (bytes: number): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');
