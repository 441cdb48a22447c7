import { errorDetail } from '@heartwood/redact';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Redaction } from '../redaction/redaction.js';
import { ErrorJson } from './error-json.js';

const withStack = (message: string, stack: string): Error => Object.assign(new Error(message), { stack });
const CARD = '4111 1111 1111 1111';
const FRAMES = '\n    at pay (file:///app/pay.js:10:5)\n    at "x"\\y (file:///app/main.js:3:1)';

describe('ErrorJson', () => {
  it.each<[string, unknown]>([
    ['an error', new TypeError('off')],
    ['causes', new Error('a', { cause: new RangeError('b', { cause: 'c' }) })],
    ['an AggregateError', new AggregateError([new Error('one'), new Error('two')], 'both')],
    ['a code', Object.assign(new Error('gone'), { code: 'ECONNRESET' })],
    ['a card in the message', new Error(`declined: ${CARD}`)],
    ['a card in the frames', withStack('x', `Error: x\n    at ${CARD} (file:1:1)`)],
    ['a card in the message of the stack', withStack('x', `Error: ${CARD}${FRAMES}`)],
    ['a stack without frames', withStack('x', 'Error: x')],
    ['a huge stack', withStack('x', `Error: x${FRAMES.repeat(900)}`)],
    ['a text', 'out of paper'],
    ['nothing', undefined],
    ['an object', { message: 'like an error', stack: 7 }],
  ])('writes %s as errorDetail describes it, the second time too', (_name, thrown) => {
    const errors = new ErrorJson(new Redaction());
    const expected = JSON.parse(JSON.stringify(errorDetail(thrown)));
    expect([errors.of(thrown), errors.of(thrown)].map((json) => JSON.parse(json))).toEqual([expected, expected]);
  });

  it('does so for any texts, over more stacks than it remembers', () => {
    const errors = new ErrorJson(new Redaction());
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(150), (message, place) => {
        const error = withStack(message, `Error: ${message}${FRAMES}${place}`);
        expect(JSON.parse(errors.of(error))).toEqual(JSON.parse(JSON.stringify(errorDetail(error))));
      }),
      { numRuns: 500 },
    );
  });

  it('looks through the message of every error, although its frames are known', () => {
    const errors = new ErrorJson(new Redaction());
    errors.of(withStack('fine', `Error: fine${FRAMES}`));
    expect(errors.of(withStack(`paid with ${CARD}`, `Error: paid with ${CARD}${FRAMES}`))).not.toContain('4111');
  });
});
