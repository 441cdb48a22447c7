import { describe, expect, it } from 'vitest';
import { testTerminal } from '../../test/test-terminal.js';
import { createProgress, progressLine } from './progress.js';

const state = { label: 'app.log', entries: 1_200, bytes: 450_000, totalBytes: 1_000_000 };

describe('progress', () => {
  it('is a bar that fits the terminal', () => {
    expect(progressLine(state, 1_000, 80)).toBe(
      'app.log ━━━━━━━━━━━━━╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌ 45 % · 1,200 entries · 450 kB/s · 1 s left',
    );
    expect(progressLine(state, 1_000, 30).length).toBeLessThan(30);
  });

  it('has no end when nobody knows it', () => {
    expect(progressLine({ label: 'standard input', entries: 5, bytes: 1_000 }, 1_000, 80)).toBe(
      'standard input  5 entries · 1.0 kB/s',
    );
  });

  it('is drawn over itself on a terminal, and taken away', () => {
    let now = 0;
    const terminal = testTerminal({ directory: '.', canRedraw: true });
    const progress = createProgress({ ...terminal, note: terminal.note, now: () => now });
    progress.update(state);
    expect(terminal.notes).toBe('');
    now = 100;
    progress.update(state);
    progress.clear();
    const clear = '\r\u001b[2K';
    expect(terminal.notes).toBe(`${clear}${progressLine(state, 100, 80)}${clear}`);
  });

  it('is a line now and then elsewhere', () => {
    let now = 0;
    const terminal = testTerminal({ directory: '.' });
    const progress = createProgress({ ...terminal, note: terminal.note, now: () => now });
    for (now = 0; now <= 10_000; now += 100) progress.update(state);
    progress.clear();
    expect(terminal.notes.trimEnd().split('\n')).toHaveLength(2);
  });
});
