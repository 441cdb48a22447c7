import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** One more try for what fails, and a list at the end of what needed it. Elsewhere a failure is seen at once. */
const SECOND_TRY = { retry: 1, reporters: ['default', here('./test/second-try/reporter.ts')] };

export default defineConfig({
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'packages/*/test/**/*.test.ts',
      'examples/*/src/**/*.test.ts',
      'test/**/*.test.ts',
    ],
    globalSetup: [here('./test/build.ts')],
    // Many times what anything takes on an idle machine: a test fails by what it finds, not by what else the machine does.
    testTimeout: 90_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 30_000 } },
    // Two cores are the smallest machine supported; tests start real servers, so more workers only queue.
    maxWorkers: 2,
    ...(process.env.CI ? SECOND_TRY : {}),
  },
});
