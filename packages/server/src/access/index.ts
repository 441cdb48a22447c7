export { type Access, type AccessOptions, createAccess } from './access.js';
export { AccessError } from './access-error.js';
export { type FirstLogin, prepareFirstLogin } from './first-login.js';
export type { Guard, Guards, Refusal } from './guard.js';
export type { KeyListing, Keys } from './keys.js';
export { ensureLocalKey } from './local-key.js';
export type { LoginEvent } from './login.js';
export { type KeyPrincipal, nameOf, type Principal, type Scope, type SessionPrincipal } from './principal.js';
export { clearSessionCookie, setSessionCookie } from './session-cookie.js';
