import { createHash, timingSafeEqual } from 'node:crypto';

export type Role = 'customer' | 'approver';

/** Somebody who can sign in. */
export interface Account {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly passwordHash: Buffer;
}

/**
 * A fast hash is right for made-up people in a demonstration and for nobody else: a real shop takes argon2id, as the platform does.
 */
function hash(password: string): Buffer {
  return createHash('sha256').update(`heartwood-shop:${password}`).digest();
}

export function createAccount(id: string, email: string, role: Role, password: string): Account {
  return { id, email, role, passwordHash: hash(password) };
}

export function passwordMatches(account: Account, password: string): boolean {
  return timingSafeEqual(account.passwordHash, hash(password));
}

/** `a***@example.com`: enough to recognise one's own, too little to write to. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 1 ? '***' : `${email.charAt(0)}***${email.slice(at)}`;
}

/** Somebody of the demonstration with the password they type. */
export interface DemoPerson {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly password: string;
}

const NAMES =
  'ada bela cora dana enno fritz greta hanna ida jonas karla lars mira nils olga paul rosa sven tilda uwe'.split(' ');

/** Made-up customers and two approvers, always the same. */
export function demoPeople(count = 40): DemoPerson[] {
  const customers = Array.from({ length: count }, (_, index): DemoPerson => {
    const name = `${NAMES[index % NAMES.length]}${index < NAMES.length ? '' : Math.floor(index / NAMES.length) + 1}`;
    return {
      id: `u_${index + 1}`,
      email: `${name}@customers.example`,
      role: 'customer',
      password: `timber-${name}-${index}`,
    };
  });
  const approvers = ['olivia', 'piet'].map(
    (name, index): DemoPerson => ({
      id: `u_approver_${index + 1}`,
      email: `${name}@shop.example`,
      role: 'approver',
      password: `resin-${name}`,
    }),
  );
  return [...customers, ...approvers];
}
