/** What a key or a person may do: `ingest` write entries, `read` search, `admin` everything. */
export type Scope = 'ingest' | 'read' | 'admin';
export const SCOPES: readonly Scope[] = ['ingest', 'read', 'admin'];

export type Role = 'admin' | 'developer';

/** Who makes a request, once that is proven. */
export type Principal = KeyPrincipal | SessionPrincipal;

export interface KeyPrincipal {
  readonly kind: 'key';
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
}

export interface SessionPrincipal {
  readonly kind: 'session';
  readonly userId: string;
  readonly username: string;
  readonly role: Role;
  readonly tokenHash: string;
  readonly expiresAt: Date;
}

/**
 * Whether a principal may do what needs a scope. A key with `admin` may do everything. A person reads, and administers with
 * the role `admin`; entries are only taken from keys, so that every entry can be traced to its sender.
 */
export function allows(principal: Principal, scope: Scope): boolean {
  if (principal.kind === 'key') return principal.scopes.includes(scope) || principal.scopes.includes('admin');
  return scope === 'read' || (scope === 'admin' && principal.role === 'admin');
}

/** How a principal is written in the audit trail: `user:admin`, `key:9f…`. */
export const nameOf = (principal: Principal): string =>
  principal.kind === 'key' ? `key:${principal.id}` : `user:${principal.username}`;
