import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

/** `'sha256-…'` of every inline script of a page, for its content security policy (CSP Level 3, 2.3.1). */
export const inlineScriptHashes = (html: string): string[] =>
  [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/gi)].map(
    ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );

/**
 * Headers for every answer, after OWASP's HTTP Headers Cheat Sheet. Scripts only from this server (plus the inline ones of
 * the page, by hash); styles also inline, because Mantine and CodeMirror set them at run time.
 */
export function addSecurityHeaders(
  app: FastifyInstance,
  options: { scriptHashes: readonly string[]; tls: boolean },
): void {
  const policy = [
    "default-src 'self'",
    ["script-src 'self'", ...options.scriptHashes].join(' '),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
  const headers: Record<string, string> = {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    ...(options.tls ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers);
    reply.header('x-request-id', request.id);
  });
  app.addHook('onSend', async (_request, reply) => {
    // Log entries are nobody else's business, and an answer about access must never be an old one.
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
}
