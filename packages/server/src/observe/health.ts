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

/**
 * Asks every part at once, at each call. A check that throws or hangs is a reason, not an error; one that hangs is not asked again
 * before it has answered, as anybody may ask for readiness and as often as they like.
 *
 * @example
 * const readiness = createReadiness([{ part: 'spool', problem: () => (full() ? 'is full' : undefined) }]);
 * const { ready, reasons } = await readiness();
 */
export function createReadiness(checks: readonly HealthCheck[]): () => Promise<Readiness> {
  const parts = checks.map(({ part, problem }) => ({ part, problem: oneAtATime(problem) }));
  return async () => {
    const answers = await Promise.all(
      parts.map(async ({ part, problem }) => ({ part, reason: await answerOf(problem) })),
    );
    const reasons = answers.flatMap(({ part, reason }) => (reason === undefined ? [] : [{ part, reason }]));
    return { ready: reasons.length === 0, reasons };
  };
}

/** Whoever asks while an answer is on its way gets the same one. */
function oneAtATime(problem: HealthCheck['problem']): () => Promise<string | undefined> {
  let asked: Promise<string | undefined> | undefined;
  return () => {
    asked ??= (async () => problem())().finally(() => {
      asked = undefined;
    });
    return asked;
  };
}

async function answerOf(problem: () => Promise<string | undefined>): Promise<string | undefined> {
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
