export { type ErrorDetail, errorDetail } from './error-detail.js';
export type { Json, JsonObject } from './json.js';
export { boundedText, DEFAULT_LIMITS, type Limits, SECRET_MASK } from './limits.js';
export { type MaskedJson, maskJson } from './mask-json.js';
export { redactValue } from './redact-value.js';
export { isSecretKey, rememberingSecretKeyTest, type SecretKeyTest } from './secret-key.js';
