/** What has been opened and must be closed, last opened first. */
export interface Closing {
  add(what: string, close: () => Promise<void>): void;
  /** Closes everything, also when something fails to; the first failure is thrown at the end. Idempotent. */
  run(): Promise<void>;
}

export function createClosing(): Closing {
  const opened: { what: string; close: () => Promise<void> }[] = [];
  let running: Promise<void> | undefined;

  async function closeAll(): Promise<void> {
    const failures: Error[] = [];
    for (let last = opened.pop(); last !== undefined; last = opened.pop()) {
      const { what, close } = last;
      await close().catch((cause: unknown) => {
        failures.push(
          new Error(`Closing the ${what} failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause }),
        );
      });
    }
    if (failures[0]) throw failures[0];
  }

  return {
    add: (what, close) => opened.push({ what, close }),
    run() {
      running ??= closeAll();
      return running;
    },
  };
}
