import { type LogMatchers, logMatchers } from './matchers.js';

// Importing this file is the act: `"setupFilesAfterEnv": ["@heartwood/log/testing/jest"]`. Jest hands out `expect` as a global of the test.
const found: unknown = Reflect.get(globalThis, 'expect');
if (typeof found !== 'function' || !('extend' in found) || typeof found.extend !== 'function') {
  throw new Error(
    "'@heartwood/log/testing/jest' belongs into Jest's setupFilesAfterEnv: there is no global `expect` here",
  );
}
found.extend(logMatchers);

declare global {
  namespace jest {
    interface Matchers<R> extends LogMatchers<R> {}
  }
}
