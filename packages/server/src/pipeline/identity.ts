import { randomBytes } from 'node:crypto';
import type { Json } from '../record/index.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const NIL = '00000000-0000-0000-0000-000000000000';

/** The sender's own id when it is a UUID of any version, in lower case; undefined otherwise. */
export function readId(claim: Json | undefined): string | undefined {
  if (typeof claim !== 'string' || claim.length !== 36) return undefined;
  const id = claim.toLowerCase();
  return UUID.test(id) && id !== NIL ? id : undefined;
}

/** Random digits drawn at once: one draw costs more than hundreds of ids do. Each id takes 16. */
const POOL_BYTES = 4_096;
/** The variant's two bits (`10`) before two random ones. */
const VARIANTS = '89ab';

/**
 * Makes UUIDs of version 7 (RFC 9562 §5.7) that ascend strictly within one source: 48 bits of Unix milliseconds, a 12-bit
 * counter (method 1 of §6.2; it carries into the milliseconds), 62 random bits.
 */
export function createIdSource(): (now: number) => string {
  let pool = '';
  let used = 0;
  let last = 0;
  let prefix = '';
  let counter = 0;

  function moveTo(ms: number): void {
    last = ms;
    counter = 0;
    const time = ms.toString(16).padStart(12, '0');
    prefix = `${time.slice(0, 8)}-${time.slice(8)}-7`;
  }

  return (now) => {
    if (now > last) moveTo(now);
    else if (++counter > 0xfff) moveTo(last + 1);
    if (used === pool.length) {
      pool = randomBytes(POOL_BYTES).toString('hex');
      used = 0;
    }
    const at = used;
    used += 16;
    const count = (counter + 0x1000).toString(16).slice(1);
    const variant = VARIANTS.charAt(pool.charCodeAt(at) & 3);
    return `${prefix}${count}-${variant}${pool.slice(at + 1, at + 4)}-${pool.slice(at + 4, at + 16)}`;
  };
}
