import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'packages/*/test/**/*.test.ts',
      'examples/*/src/**/*.test.ts',
      'test/**/*.test.ts',
    ],
    globalSetup: ['./test/build.ts'],
    // Many times what anything takes on an idle machine: a test fails by what it finds, not by what else the machine does.
    testTimeout: 90_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 30_000 } },
    // Two cores are the smallest machine supported; tests start real servers, so more workers only queue.
    maxWorkers: 2,
  },
});
