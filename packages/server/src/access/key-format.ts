import { randomBytes } from 'node:crypto';

/** The two halves of an API key, `hw_<id>_<secret>`: the id names it in lists and logs, the secret proves it. */
export interface KeyParts {
  readonly id: string;
  readonly secret: string;
}

const PATTERN = /^hw_([0-9a-f]{12})_([0-9a-f]{64})$/;

/** A new key: 48 bits of id, 256 bits of secret. */
export const newKey = (): KeyParts => ({ id: randomBytes(6).toString('hex'), secret: randomBytes(32).toString('hex') });

export const formatKey = ({ id, secret }: KeyParts): string => `hw_${id}_${secret}`;

/** `undefined` for anything that cannot be a key. */
export function parseKey(text: string): KeyParts | undefined {
  const [, id, secret] = PATTERN.exec(text) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}
