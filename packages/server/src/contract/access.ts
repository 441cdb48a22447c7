import { z } from 'zod';

export const roleSchema = z.enum(['admin', 'developer']);
export type Role = z.infer<typeof roleSchema>;

export const loginRequestSchema = z.object({
  username: z.string().min(1).max(200),
  password: z.string().min(1).max(1_000),
});
export type LoginRequest = z.infer<typeof loginRequestSchema>;

/** `GET /api/v1/session` of a signed-in user; 401 otherwise. */
export const sessionResponseSchema = z.object({ username: z.string(), role: roleSchema, expires_at: z.string() });
export type SessionResponse = z.infer<typeof sessionResponseSchema>;

/** `ingest` may write entries, `read` may search, `admin` may do everything. */
export const keyScopeSchema = z.enum(['ingest', 'read', 'admin']);
export type KeyScope = z.infer<typeof keyScopeSchema>;

export const createKeyRequestSchema = z.object({
  name: z.string().min(1).max(200),
  scopes: z.array(keyScopeSchema).min(1).default(['ingest']),
});
export type CreateKeyRequest = z.infer<typeof createKeyRequestSchema>;

export const apiKeySchema = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(keyScopeSchema),
  created_at: z.string(),
  last_used_at: z.string().optional(),
});
export type ApiKey = z.infer<typeof apiKeySchema>;

/** The secret is shown once, here; the server keeps only its hash. */
export const createKeyResponseSchema = apiKeySchema.extend({ secret: z.string() });
export type CreateKeyResponse = z.infer<typeof createKeyResponseSchema>;
export const listKeysResponseSchema = z.object({ keys: z.array(apiKeySchema) });
export type ListKeysResponse = z.infer<typeof listKeysResponseSchema>;
