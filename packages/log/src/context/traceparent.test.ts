import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTraceparent, newSpan, parseTraceparent } from './traceparent.js';

const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
const span = '00f067aa0ba902b7';

describe('parseTraceparent', () => {
  it.each([
    [`00-${trace}-${span}-01`, true],
    [`00-${trace}-${span}-00`, false],
    [`01-${trace}-${span}-01-more`, true],
  ])('reads %s', (header, sampled) => {
    expect(parseTraceparent(header)).toEqual({ trace_id: trace, span_id: span, sampled });
  });

  it.each([
    [undefined],
    [''],
    [['a', 'b']],
    [`ff-${trace}-${span}-01`],
    [`00-${trace}-${span}-01-more`],
    [`00-${'0'.repeat(32)}-${span}-01`],
    [`00-${trace}-${'0'.repeat(16)}-01`],
    [`00-${trace.toUpperCase()}-${span}-01`],
    [`01-${trace}-${span}-01-${'x'.repeat(600)}`],
  ])('refuses %s', (header) => {
    expect(parseTraceparent(header)).toBeUndefined();
  });

  it('reads back what is written', () => {
    fc.assert(
      fc.property(fc.boolean(), (sampled) => {
        const made = newSpan({ trace_id: trace, span_id: span, sampled });
        expect(made).toMatchObject({ trace_id: trace, sampled });
        expect(made.span_id).not.toBe(span);
        expect(parseTraceparent(formatTraceparent(made))).toEqual(made);
      }),
    );
  });
});
