export { type ErrorDetail, errorDetail } from './error-detail.js';
export type { Json, JsonObject } from './json.js';
export { boundedText, DEFAULT_LIMITS, type Limits, SECRET_MASK } from './limits.js';
export { type MaskedJson, type MaskOptions, maskJson } from './mask-json.js';
export { redactValue } from './redact-value.js';
export { RULE_SET_VERSION, RULES, type Rule, type RuleId, type RuleMode } from './rules.js';
export { type Finding, find } from './scan/find.js';
export {
  type Allowance,
  createScanner,
  type Replace,
  type Scanner,
  type ScanPolicy,
  ScanPolicyError,
  scrubText,
} from './scanner.js';
export { isSecretKey, rememberingSecretKeyTest, type SecretKeyTest } from './secret-key.js';
export { PROVIDER_TOKENS } from './tokens/provider-tokens.js';
export type { Comparison, ProviderToken } from './tokens/token.js';
