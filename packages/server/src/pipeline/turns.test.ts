import { describe, expect, it } from 'vitest';
import { createTurns } from './turns.js';

describe('turns', () => {
  it('are given one per round of the event loop, to each that waits in order', async () => {
    const nextTurn = createTurns();
    const taken: string[] = [];
    const worker = async (name: string): Promise<void> => {
      for (let turn = 1; turn <= 3; turn++) {
        await nextTurn();
        taken.push(`${name}${turn}`);
      }
    };
    let rounds = 0;
    const count = (): void => {
      rounds++;
      if (taken.length < 6) setImmediate(count);
    };
    setImmediate(count);
    await Promise.all([worker('a'), worker('b')]);
    expect(taken).toEqual(['a1', 'b1', 'a2', 'b2', 'a3', 'b3']);
    expect(rounds).toBeGreaterThanOrEqual(5);
  });
});
