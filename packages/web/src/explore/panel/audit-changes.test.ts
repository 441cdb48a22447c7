import { describe, expect, it } from 'vitest';
import { auditChanges } from './audit-changes.js';

describe('auditChanges', () => {
  it('lists changed properties first, and what came and went', () => {
    expect(auditChanges({ id: 1, state: 'open', note: 'x' }, { id: 1, state: 'paid', by: 'u_7' })).toEqual([
      { name: 'state', before: 'open', after: 'paid', changed: true },
      { name: 'note', before: 'x', after: undefined, changed: true },
      { name: 'by', before: undefined, after: 'u_7', changed: true },
      { name: 'id', before: 1, after: 1, changed: false },
    ]);
  });

  it.each([
    [undefined, { a: 1 }, [{ name: 'a', before: undefined, after: 1, changed: true }]],
    ['open', 'paid', [{ name: 'value', before: 'open', after: 'paid', changed: true }]],
    [
      { a: [1, { b: 2 }] },
      { a: [1, { b: 2 }] },
      [{ name: 'a', before: [1, { b: 2 }], after: [1, { b: 2 }], changed: false }],
    ],
    [undefined, undefined, []],
  ])('%j → %j', (before, after, rows) => {
    expect(auditChanges(before, after)).toEqual(rows);
  });
});
