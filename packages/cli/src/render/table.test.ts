import { expect, it } from 'vitest';
import { renderTable } from './table.js';

it('lines columns up, without blanks at the end', () => {
  const rows = [
    ['NAME', 'ROLE'],
    ['a long name', 'x'],
    ['b', 'developer'],
  ];
  expect(renderTable(rows)).toBe('NAME         ROLE\na long name  x\nb            developer\n');
  expect(renderTable([])).toBe('');
});
