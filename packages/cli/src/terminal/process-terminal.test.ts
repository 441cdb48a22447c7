import { expect, it } from 'vitest';
import { wantsColours } from './process-terminal.js';

it('colours a terminal, unless NO_COLOR says no', () => {
  const f = (env: Record<string, string>, isTerminal: boolean, want: boolean): void =>
    expect(wantsColours(env, isTerminal), JSON.stringify(env)).toBe(want);
  f({}, true, true);
  f({}, false, false);
  f({ NO_COLOR: '1' }, true, false);
  f({ NO_COLOR: '' }, true, true);
  f({ NO_COLOR: '1', FORCE_COLOR: '1' }, true, false);
  f({ FORCE_COLOR: '1' }, false, true);
  f({ FORCE_COLOR: '0' }, true, false);
  f({ TERM: 'dumb' }, true, false);
});
