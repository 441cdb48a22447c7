/** A request that makes no sense: answered with 400 and the message. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest';
}

/** A member of a request's JSON body that must be text of 1 to 200 characters. */
export function textIn(body: unknown, name: string): string {
  const value = memberOf(body, name);
  if (typeof value === 'string' && value.length > 0 && value.length <= 200) return value;
  throw new BadRequest(`${name} must be text`);
}

/** A member of a request's JSON body that must be a whole number of at least 1. */
export function countIn(body: unknown, name: string): number {
  const value = memberOf(body, name);
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 100) return value;
  throw new BadRequest(`${name} must be a whole number from 1 to 100`);
}

function memberOf(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null ? Object.getOwnPropertyDescriptor(body, name)?.value : undefined;
}
