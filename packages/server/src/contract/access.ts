import { z } from 'zod';

export const roleSchema = z.enum(['admin', 'developer']);
export type Role = z.infer<typeof roleSchema>;

/** Text that a database takes and gives back as it was: PostgreSQL has no NUL, and UTF-8 no half of a surrogate pair. */
export const storableText = () =>
  z
    .string()
    .refine((text) => !text.includes('\0'), 'NUL has no place here.')
    .refine((text) => !HALF_PAIR.test(text), 'Half of a surrogate pair has no place here.');
const HALF_PAIR = /\p{Surrogate}/u;

export const loginRequestSchema = z.object({
  username: storableText().min(1).max(200),
  password: z.string().min(1).max(1_000),
});
export type LoginRequest = z.infer<typeof loginRequestSchema>;

/** `GET /api/v1/session` of a signed-in user; 401 otherwise. */
export const sessionResponseSchema = z.object({ username: z.string(), role: roleSchema, expires_at: z.string() });
export type SessionResponse = z.infer<typeof sessionResponseSchema>;

/** A password that is being chosen, as NIST SP 800-63B asks: length, no rules on characters. */
export const newPasswordSchema = z
  .string()
  .min(12, 'A password has at least 12 characters.')
  .max(1_000, 'A password has at most 1000 characters.');

/** `PUT /api/v1/session/password`; ends the user's other sessions. Neither the user name nor the current password is taken. */
export const changePasswordRequestSchema = z.object({ current: z.string().min(1).max(1_000), new: newPasswordSchema });
export type ChangePasswordRequest = z.infer<typeof changePasswordRequestSchema>;

/** Upper and lower case do not matter. E-mail addresses will do. */
export const usernameSchema = z
  .string()
  .max(100, 'A user name has at most 100 characters.')
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N}._@+-]*$/u,
    'A user name is of letters, digits and . _ @ + -, and begins with a letter or digit.',
  );

/** Without a password the server makes one up and tells it in the answer. */
export const createUserRequestSchema = z.object({
  username: usernameSchema,
  role: roleSchema.default('developer'),
  password: newPasswordSchema.optional(),
});
export type CreateUserRequest = z.input<typeof createUserRequestSchema>;

/** `PUT /api/v1/users/:name/password`; ends the user's sessions. Without a password the server makes one up. */
export const resetPasswordRequestSchema = z.object({ password: newPasswordSchema.optional() });
export type ResetPasswordRequest = z.infer<typeof resetPasswordRequestSchema>;

export const userSchema = z.object({
  username: z.string(),
  role: roleSchema,
  created_at: z.string(),
  last_login_at: z.string().optional(),
});
export type User = z.infer<typeof userSchema>;
export const listUsersResponseSchema = z.object({ users: z.array(userSchema) });
export type ListUsersResponse = z.infer<typeof listUsersResponseSchema>;

/** The answer to a new user and to a new password; `password` is there when the server made it up, and is shown only here. */
export const userPasswordResponseSchema = userSchema.extend({ password: z.string().optional() });
export type UserPasswordResponse = z.infer<typeof userPasswordResponseSchema>;

/** `ingest` may write entries, `read` may search, `admin` may do everything. */
export const keyScopeSchema = z.enum(['ingest', 'read', 'admin']);
export type KeyScope = z.infer<typeof keyScopeSchema>;

export const createKeyRequestSchema = z.object({
  name: storableText().min(1).max(200),
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
