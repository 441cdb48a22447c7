import { expect, it } from 'vitest';
import { Interruption } from '../terminal/terminal.js';
import { farewell } from './serve.js';

it('offers another Ctrl-C only to whoever pressed the first', () => {
  expect(farewell(new Interruption('SIGINT'))).toContain('another Ctrl-C');
  expect(farewell(new Interruption('SIGTERM'))).toBe('Stopping.\n');
});
