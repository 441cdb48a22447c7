import type { LoadableRule } from './rule.js';
import { knownEntryType } from './rules/known-entry-type.js';
import { noConsole } from './rules/no-console.js';
import { noDuplicateEntryName } from './rules/no-duplicate-entry-name.js';
import { noInterpolatedMessage } from './rules/no-interpolated-message.js';
import { noSecretFields } from './rules/no-secret-fields.js';
import { noSwallowedError } from './rules/no-swallowed-error.js';
import { requireErrorCause } from './rules/require-error-cause.js';

export type { LoadableRule } from './rule.js';

/** The names of the rules; each has a page in `docs/rules`. */
export type RuleName =
  | 'known-entry-type'
  | 'no-console'
  | 'no-duplicate-entry-name'
  | 'no-interpolated-message'
  | 'no-secret-fields'
  | 'no-swallowed-error'
  | 'require-error-cause';

const NAME = '@heartwood/eslint-plugin';

/** Every rule by its name. */
export const rules: Readonly<Record<RuleName, LoadableRule>> = {
  'known-entry-type': knownEntryType,
  'no-console': noConsole,
  'no-duplicate-entry-name': noDuplicateEntryName,
  'no-interpolated-message': noInterpolatedMessage,
  'no-secret-fields': noSecretFields,
  'no-swallowed-error': noSwallowedError,
  'require-error-cause': requireErrorCause,
};

const plugin = { meta: { name: NAME, version: '0.1.0', namespace: 'heartwood' }, rules };

/**
 * The plugin, for ESLint's flat configuration and for Oxlint's `jsPlugins`.
 *
 * @example
 * import heartwood from '@heartwood/eslint-plugin';
 * export default [heartwood.configs.recommended];
 */
export default {
  ...plugin,
  configs: {
    /** Every rule as an error. */
    recommended: {
      name: 'heartwood/recommended',
      plugins: { heartwood: plugin },
      rules: Object.fromEntries(Object.keys(rules).map((name) => [`heartwood/${name}`, 'error' as const])),
    },
  },
};
