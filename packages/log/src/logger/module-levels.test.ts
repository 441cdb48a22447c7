import { describe, expect, it } from 'vitest';
import { parseModuleLevels, thresholdOf } from './module-levels.js';

describe('thresholdOf', () => {
  const levels = { payments: 'debug', 'payments.stripe': 'error', http: 'critical' } as const;
  it.each([
    [undefined, 20],
    ['payments', 10],
    ['payments.paypal', 10],
    ['payments.stripe', 40],
    ['payments.stripe.webhook', 40],
    ['pay', 20],
    ['paymentsx', 20],
    ['toString', 20],
  ])('%s', (name, threshold) => {
    expect(thresholdOf(name, levels, 'info')).toBe(threshold);
  });
});

describe('parseModuleLevels', () => {
  it('reads what it can and names the rest', () => {
    const problems: string[] = [];
    expect(
      parseModuleLevels('payments=DEBUG, http = warning,,x=loud,=info', (problem) => problems.push(problem)),
    ).toEqual({
      payments: 'debug',
      http: 'warning',
    });
    expect(problems).toEqual(["LOG_LEVELS: 'x=loud' is not module=LEVEL", "LOG_LEVELS: '=info' is not module=LEVEL"]);
  });
});
