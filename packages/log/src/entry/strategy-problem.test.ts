import { describe, expect, it } from 'vitest';
import { entryType } from './entry-type.js';
import { type Field, field as f } from './field.js';

const declare = (name: string, field: Field) => () =>
  entryType('a.b', { level: 'info', message: 'x', fields: { [name]: field } } as never);

describe('a declaration whose strategy contradicts it', () => {
  it.each<[string, string, Field]>([
    ['is secret', 'card', f.string({ class: 'secret', strategy: 'mask' })],
    ["has a secret's name", 'password', f.string({ strategy: 'encrypt' })],
    ['is public', 'name', f.string({ class: 'public', strategy: 'mask' })],
    ['is an error', 'err', f.error({ strategy: 'mask' })],
    ['is a standard field without a strategy', 'duration_ms', f.standard({ strategy: 'mask' })],
    ["has the strategy 'hide'", 'name', f.string({ strategy: 'hide' as never })],
    ['keeps a part without being masked', 'name', f.string({ keep: 'last4' })],
    ['keeps a part of what is not masked', 'name', f.string({ keep: 'last4', strategy: 'tokenise' })],
    ["keeps 'first'", 'name', f.string({ keep: 'first' as never, strategy: 'mask' })],
    ['is of the kind json', 'name', f.json({ keep: 'last4', strategy: 'mask' })],
    ['has items with the strategy drop', 'names', f.array(f.string({ strategy: 'drop' }))],
    ['has items that contradict themselves', 'names', f.array(f.string({ strategy: 'mask', class: 'public' }))],
    [
      'so has something inside it',
      'list',
      f.array(f.nested({ mail: f.string({ strategy: 'mask' }) }), { strategy: 'encrypt' }),
    ],
    ["'pin' has a secret's name", 'inner', f.nested({ pin: f.string({ strategy: 'mask' }) })],
  ])('%s', (problem, name, field) => {
    expect(declare(name, field)).toThrow(expect.objectContaining({ code: 'bad-strategy' }));
    expect(declare(name, field)).toThrow(problem);
  });

  it.each<[string, Field]>([
    ['password', f.string({ class: 'sensitive', strategy: 'encrypt' })],
    ['user_id', f.standard({ class: 'pii', strategy: 'tokenise' })],
    ['payload', f.standard({ strategy: 'encrypt' })],
    ['name', f.integer({ strategy: 'mask', keep: 'last4' })],
    ['names', f.array(f.nested({ mail: f.string({ strategy: 'drop' }) }), { strategy: 'encrypt' })],
  ])('is none: %s', (name, field) => {
    expect(declare(name, field)).not.toThrow();
  });
});
