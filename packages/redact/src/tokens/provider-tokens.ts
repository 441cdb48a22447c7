import { CODE_TOKENS } from './code-tokens.js';
import { SERVICE_TOKENS } from './service-tokens.js';
import type { ProviderToken } from './token.js';

/**
 * What is a secret by its prefix alone. Lengths are lower bounds on purpose, since providers lengthen their tokens. Publishable
 * keys (Stripe `pk_…`, Supabase `sb_publishable_…`) are not secrets and are not here.
 */
export const PROVIDER_TOKENS: readonly ProviderToken[] = [...CODE_TOKENS, ...SERVICE_TOKENS];
