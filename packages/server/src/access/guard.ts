import type {} from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccessError } from './access-error.js';
import { credentialsOf } from './credentials.js';
import type { Keys } from './keys.js';
import { allows, nameOf, type Principal, type Scope } from './principal.js';
import { setSessionCookie } from './session-cookie.js';
import type { SignedIn } from './signed-in.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who makes the request; null until a guard has proven it. */
    principal: Principal | null;
  }
}

/** A refused request, for the security log. */
export interface Refusal {
  readonly error: AccessError;
  /** Absent when nobody could be proven. */
  readonly principal: string | undefined;
  readonly address: string;
  readonly method: string;
  readonly path: string;
}

/** A Fastify hook (`onRequest` or `preHandler`) that lets a request pass or throws an AccessError. */
export type Guard = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/** Makes guards. As `onRequest` the body of a refused request is never read. */
export interface Guards {
  /** Somebody who may do what needs this scope, or one of several. */
  requireScope(scope: Scope, ...others: readonly Scope[]): Guard;
  /** Somebody with a session, whatever the role. */
  requireSession: Guard;
}

export interface GuardOptions {
  readonly keys: Pick<Keys, 'verify'>;
  readonly signedIn: Pick<SignedIn, 'verify'>;
  readonly onRefused: (refusal: Refusal) => void;
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

const KEY_HINT = 'Send an API key as `Authorization: Bearer hw_…` (heartwood key create), or sign in.';

export function createGuards({ keys, signedIn, onRefused }: GuardOptions): Guards {
  async function authenticate(request: FastifyRequest, reply: FastifyReply): Promise<Principal> {
    const credentials = credentialsOf(request);
    if (credentials === undefined) {
      throw new AccessError('unauthenticated', 'This needs an API key or a session.', { hint: KEY_HINT });
    }
    if (credentials.kind === 'unreadable') {
      throw new AccessError('unauthenticated', 'The Authorization header is neither Bearer nor Basic.', {
        hint: KEY_HINT,
      });
    }
    if (credentials.kind === 'key') {
      const principal = await keys.verify(credentials.key);
      if (principal) return principal;
      throw new AccessError('unauthenticated', 'The API key is unknown, wrong or revoked.', {
        hint: 'Make a new one with `heartwood key create`.',
      });
    }
    const session = await signedIn.verify(credentials.token);
    if (session === undefined)
      throw new AccessError('unauthenticated', 'The session has ended.', { hint: 'Sign in again.' });
    // Another site can make a browser send the cookie in some cases, but not this header (ARCHITECTURE.md, "REST").
    if (!SAFE_METHODS.has(request.method) && request.headers['x-heartwood-request'] !== '1') {
      throw new AccessError('forbidden', 'A change made with a session must carry the header X-Heartwood-Request: 1.');
    }
    // Nothing can be set any more on an answer under way, as a live tail's is when it is checked again.
    if (session.renewed && !reply.raw.headersSent)
      setSessionCookie(request, reply, credentials.token, session.principal.expiresAt);
    return session.principal;
  }

  const guard =
    (refuse: (principal: Principal) => AccessError | undefined, { tellAnonymous = true } = {}): Guard =>
    async (request, reply) => {
      try {
        request.principal = await authenticate(request, reply);
        const refused = refuse(request.principal);
        if (refused) throw refused;
      } catch (error) {
        if (error instanceof AccessError && (tellAnonymous || credentialsOf(request))) {
          const { method, ip: address, principal } = request;
          const path = request.url.split('?')[0] ?? '';
          onRefused({ error, principal: principal ? nameOf(principal) : undefined, address, method, path });
        }
        throw error;
      }
    };

  return {
    requireScope: (scope, ...others) =>
      guard((principal) => {
        if ([scope, ...others].some((enough) => allows(principal, enough))) return undefined;
        const has =
          principal.kind === 'key' ? `The API key '${principal.name}'` : `The session of '${principal.username}'`;
        const hint =
          principal.kind === 'session' && scope === 'ingest'
            ? 'Entries are taken from API keys only; make one with the scope `ingest`.'
            : `It needs the scope \`${scope}\`.`;
        return new AccessError('forbidden', `${has} may not do this.`, { hint });
      }),
    requireSession: guard(
      (principal) =>
        principal.kind === 'session'
          ? undefined
          : new AccessError('forbidden', 'This is for people who are signed in, not for API keys.'),
      // The browser application asks who is signed in before anybody is; that is no attempt at anything.
      { tellAnonymous: false },
    ),
  };
}
