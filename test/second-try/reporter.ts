import type { Reporter, TestCase, TestModule } from 'vitest/node';

const FRAME = '═'.repeat(100);

/**
 * Says at the very end, where nobody overlooks it, which tests failed at first and passed when they were tried again. CI alone tries
 * again (see vitest.config.ts): a machine that hiccups must not hide what a change did, and a test that fails now and then must not be
 * forgotten either.
 */
export default class SecondTryReporter implements Reporter {
  readonly #print: (text: string) => void;

  constructor(options: { readonly print?: (text: string) => void } = {}) {
    this.#print = options.print ?? console.log;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const again = modules.flatMap((module) => [...module.children.allTests('passed')].filter(wasTriedAgain));
    if (again.length === 0) return;
    const count = again.length === 1 ? '1 TEST' : `${again.length} TESTS`;
    const title = `${count} PASSED ONLY AT THE SECOND TRY. Something is wrong with the test or with what it tests: mend it now.`;
    this.#print(['', FRAME, title, '', ...again.flatMap(described), FRAME, ''].join('\n'));
  }
}

/** A test that is meant to fail is tried again as well, but has no failure that was unexpected. */
const wasTriedAgain = (test: TestCase): boolean =>
  (test.diagnostic()?.retryCount ?? 0) > 0 && (test.result().errors ?? []).length > 0;

/** Where it is, and what its first failure said. */
function described(test: TestCase): string[] {
  const [error] = test.result().errors ?? [];
  const place = error?.stacks?.[0];
  const said =
    error === undefined ? ['(it left no message)'] : `${error.name ?? 'Error'}: ${error.message}`.split('\n');
  return [
    `× ${test.module.relativeModuleId} > ${test.fullName}`,
    ...said.map((line) => `    ${line}`),
    ...(place === undefined ? [] : [`    at ${place.file}:${place.line}:${place.column}`]),
    '',
  ];
}
