import { expect } from 'vitest';
import { type LogMatchers, logMatchers } from './matchers.js';

// Importing this file is the act: `test: { setupFiles: ['@heartwood/log/testing/vitest'] }`.
expect.extend(logMatchers);

declare module 'vitest' {
  interface Assertion<T> extends LogMatchers {}
  interface AsymmetricMatchersContaining extends LogMatchers<unknown> {}
}
