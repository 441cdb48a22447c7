import { describe, expect, it } from 'vitest';
import { createScanner, ScanPolicyError, scrubText } from './scanner.js';

const CARD = '4111 1111 1111 1111';

describe('scrubText', () => {
  it('masks secrets, cards and numbers of persons; e-mail and IP addresses stay', () => {
    expect(scrubText(`a@b.example from 10.0.0.1 paid with ${CARD}, ssn 078-05-1120`)).toBe(
      'a@b.example from 10.0.0.1 paid with [card], ssn [us_ssn]',
    );
  });

  it('gives the very same text when there is nothing to do, and is stable', () => {
    const clean = 'GET /orders/17 200 12ms trace_id=4bf92f3577b34da6a3ce929d0e0e4736';
    expect(scrubText(clean)).toBe(clean);
    const once = scrubText(`Authorization: Bearer abcdef0123456789abcdef, password=hunter2, cvv=123, ${CARD}`);
    expect(scrubText(once)).toBe(once);
  });

  it('takes the name of the field for a label', () => {
    expect(scrubText('4111111111111111', 'order_id')).toBe('4111111111111111');
    expect(scrubText('9434765919', 'nhsNumber')).toBe('[gb_nhs]');
  });
});

describe('createScanner', () => {
  it('observes: counts and leaves', () => {
    const found: string[] = [];
    const scanner = createScanner({
      rules: { card: 'observe' },
      onFound: (rule, mode) => found.push(`${rule} ${mode}`),
    });
    expect(scanner.text(`${CARD} a@b.example`)).toBe(`${CARD} a@b.example`);
    expect(found).toEqual(['card observe', 'email observe']);
    expect(scanner.counts()).toEqual({ card: 1, email: 1 });
  });

  it('does not look for what is off', () => {
    const scanner = createScanner({ rules: { card: 'off' } });
    expect(scanner.text(CARD)).toBe(CARD);
    expect(scanner.counts()).toEqual({});
  });

  it('drops the whole text', () => {
    expect(createScanner({ rules: { card: 'drop' } }).text(`paid with ${CARD}`)).toBe('[dropped]');
  });

  it('tokenises and encrypts by the given functions', () => {
    const scanner = createScanner({
      rules: { card: 'tokenise', email: 'encrypt' },
      tokenise: (found, rule) => `<${rule}:${found.length}>`,
      encrypt: (found) => `<${found.toUpperCase()}>`,
    });
    expect(scanner.text(`a@b.example ${CARD}`)).toBe('<A@B.EXAMPLE> <card:19>');
  });

  it('masks when the function fails', () => {
    const scanner = createScanner({
      rules: { card: 'encrypt' },
      encrypt: () => {
        throw new Error('no key');
      },
    });
    expect(scanner.text(CARD)).toBe('[card]');
  });

  it('refuses a policy that does not say how', () => {
    expect(() => createScanner({ rules: { card: 'tokenise' } })).toThrow(ScanPolicyError);
    expect(() => createScanner({ rules: { card: 'encrypt' } })).toThrow(/no function 'encrypt'/);
  });

  it('leaves what is allowed: by value, field, event and rule', () => {
    const scanner = createScanner({
      rules: { email: 'mask' },
      allow: [{ value: CARD }, { rule: 'email', field: 'contact' }, { event: 'probe.run' }],
    });
    expect(scanner.text(`${CARD} 5555555555554444`)).toBe(`${CARD} [card]`);
    expect(scanner.text('a@b.example', 'contact')).toBe('a@b.example');
    expect(scanner.text('a@b.example', 'note')).toBe('[email]');
    expect(scanner.text('5555555555554444', 'note', 'probe.run')).toBe('5555555555554444');
  });

  it('lets nothing unscanned through, not even half a secret', () => {
    let unscanned = 0;
    const scanner = createScanner({ maxLength: 20, onUnscanned: () => unscanned++ });
    expect(scanner.text(`paid: 4111111111111111 and more`)).toBe('paid:[unscanned]');
    expect(unscanned).toBe(1);
  });

  it('names its rule set and what the policy changes', () => {
    expect(createScanner({ rules: { email: 'mask', card: 'mask' } }).ruleSet).toBe('heartwood-2 email=mask');
  });
});
