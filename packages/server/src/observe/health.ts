/** A part of the server that can be well or not. */
export interface HealthCheck {
  readonly part: string;
  /** Why the part is not ready; `undefined` when it is. */
  readonly problem: () => Promise<string | undefined> | string | undefined;
}

/** Whether the server can do its work. */
export interface Readiness {
  readonly ready: boolean;
  readonly reasons: readonly { readonly part: string; readonly reason: string }[];
}

/** A check that has not answered by then counts as not ready, ms. */
const PATIENCE = 2_000;

/** Asks every part at once. A check that throws or hangs is a reason, not an error. */
export async function readinessOf(checks: readonly HealthCheck[]): Promise<Readiness> {
  const answers = await Promise.all(checks.map(answerOf));
  const reasons = answers.flatMap((reason, index) => {
    const part = checks[index]?.part;
    return reason === undefined || part === undefined ? [] : [{ part, reason }];
  });
  return { ready: reasons.length === 0, reasons };
}

async function answerOf({ problem }: HealthCheck): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`does not answer within ${PATIENCE / 1_000} s`), PATIENCE);
  });
  try {
    return await Promise.race([problem(), late]);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    clearTimeout(timer);
  }
}
