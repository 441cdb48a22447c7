/**
 * Lets long batches take turns on the one thread: of all that wait, one goes on per round of the event loop. Sockets are served
 * between any two turns, so neither another request nor the insert that runs beside waits longer than one turn.
 */
export function createTurns(): () => Promise<void> {
  const waiting: (() => void)[] = [];

  function serve(): void {
    waiting.shift()?.();
    // An immediate that is set by an immediate runs in the next round.
    if (waiting.length > 0) setImmediate(serve);
  }

  return () =>
    new Promise((resolve) => {
      if (waiting.push(resolve) === 1) setImmediate(serve);
    });
}
