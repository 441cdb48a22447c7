import { expect, it } from 'vitest';
import { printable } from './printable.js';

it('lets no log entry move the cursor, forge a line or hide text', () => {
  const f = (text: string, want: string): void => expect(printable(text)).toBe(want);
  f('plain ä €', 'plain ä €');
  f('two\n    lines', 'two ⏎ lines');
  f('\u001b[2Jgone', '\\x1b[2Jgone');
  f('a\rb\u0007', 'a\\x0db\\x07');
  f('\u009b31m', '\\x9b31m');
  f('user\u202egpj.exe', 'user\\u202egpj.exe');
  f('tab\there', 'tab here');
});
