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
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // On a busy machine a second is nothing; what is polled for fails by what it says, not by how long it took.
    expect: { poll: { timeout: 20_000 } },
    // Two cores are the smallest machine supported; tests start real servers, so more workers only queue.
    maxWorkers: 2,
  },
});
