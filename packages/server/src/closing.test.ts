import { describe, expect, it } from 'vitest';
import { createClosing } from './closing.js';

describe('createClosing', () => {
  it('closes in the reverse order of opening, once', async () => {
    const closed: string[] = [];
    const closing = createClosing();
    for (const what of ['spool', 'engine', 'HTTP server']) {
      closing.add(what, async () => {
        closed.push(what);
      });
    }
    await Promise.all([closing.run(), closing.run()]);
    expect(closed).toEqual(['HTTP server', 'engine', 'spool']);
  });

  it('closes the rest when one fails, and says which one did', async () => {
    const closed: string[] = [];
    const closing = createClosing();
    closing.add('spool', async () => {
      closed.push('spool');
    });
    closing.add('engine', () => Promise.reject(new Error('it hangs')));
    await expect(closing.run()).rejects.toThrow('Closing the engine failed: it hangs');
    expect(closed).toEqual(['spool']);
  });
});
