import { describe, expect, it } from 'vitest';
import * as owasp from '../security/index.js';
import { describeEntryTypes } from './describe-entry-types.js';
import { atLevel, entryType } from './entry-type.js';
import { entryTypes } from './entry-types.js';
import { field as f } from './field.js';

const placed = entryType('order.placed', { level: 'info', message: '{order}', fields: { order: f.id() } });
const failed = entryType('order.failed', { level: 'error', message: 'failed' });

describe('entryTypes', () => {
  it('collects modules, lists and other registries, each type once', () => {
    const orders = { placed, failed, helper: () => placed, limit: 3 };
    const types = entryTypes(orders, [placed, atLevel(placed, 'warning')], entryTypes(owasp, orders));
    expect(types.size).toBe(59);
    expect([...types].filter(({ name }) => name.startsWith('order.'))).toEqual([
      placed,
      atLevel(placed, 'warning'),
      failed,
    ]);
    expect(types.get('order.placed')).toBe(placed);
    expect(types.get('order.cancelled')).toBeUndefined();
    expect([types.has('order.failed'), types.has('toString')]).toEqual([true, false]);
  });

  it('describes them as describeEntryTypes does', () => {
    const types = entryTypes({ placed, failed, late: atLevel(placed, 'warning') });
    expect(types.describe()).toEqual(describeEntryTypes([placed, failed, atLevel(placed, 'warning')]));
    expect(types.describe().entry_types.map(({ name, levels }) => [name, levels])).toEqual([
      ['order.failed', ['error']],
      ['order.placed', ['info', 'warning']],
    ]);
  });

  it('refuses two declarations of one name, also in different registries', () => {
    const other = entryType('order.placed', { level: 'info', message: 'placed' });
    expect(() => entryTypes([placed], [other])).toThrow(expect.objectContaining({ code: 'duplicate-name' }));
    expect(() => entryTypes(entryTypes([placed]), entryTypes([other]))).toThrow(/'order.placed': another declaration/);
  });
});
