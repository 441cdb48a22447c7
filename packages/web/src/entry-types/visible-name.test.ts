import { describe, expect, it } from 'vitest';
import { visibleName } from './visible-name.js';

describe('a name as it may be shown', () => {
  it.each([
    ['order.placed', 'order.placed'],
    ['bill\u202egnp.exe', 'bill⟨202E⟩gnp.exe'],
    ['\u2066a\u2069\u200f', '⟨2066⟩a⟨2069⟩⟨200F⟩'],
    ['a\nb\u0007\u009b', 'a⟨000A⟩b⟨0007⟩⟨009B⟩'],
    ['👩‍👩‍👧 größe טבלה', '👩‍👩‍👧 größe טבלה'],
    ['<b>&amp;', '<b>&amp;'],
  ])('%j', (name, shown) => expect(visibleName(name)).toBe(shown));
});
