import type { Json } from '@heartwood/server/contract';

/** One property of an audited object before and after; undefined where it did not exist. */
export interface AuditChange {
  readonly name: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  readonly changed: boolean;
}

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Puts two states side by side, changed properties first. Values that are no objects count as one property, `value`. */
export function auditChanges(before: Json | undefined, after: Json | undefined): readonly AuditChange[] {
  const left = before === undefined ? {} : isObject(before) ? before : { value: before };
  const right = after === undefined ? {} : isObject(after) ? after : { value: after };
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  const rows = names.map((name) => ({
    name,
    before: left[name],
    after: right[name],
    changed: JSON.stringify(left[name]) !== JSON.stringify(right[name]),
  }));
  return [...rows.filter(({ changed }) => changed), ...rows.filter(({ changed }) => !changed)];
}
