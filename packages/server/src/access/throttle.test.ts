import { describe, expect, it } from 'vitest';
import { AccessError } from './access-error.js';
import { createLoginThrottle } from './throttle.js';

const started = (attempts = 3) => {
  const clock = { at: 1_000_000 };
  return { clock, throttle: createLoginThrottle({ attempts, lockout: 60_000, now: () => clock.at }) };
};

const times = (n: number, act: (index: number) => unknown): unknown[] =>
  Array.from({ length: n }, (_, index) => act(index));

describe('createLoginThrottle', () => {
  it('locks a name out at one address after its attempts, and says for how long', () => {
    const { throttle, clock } = started();
    expect(times(3, () => throttle.attempt('admin', '10.0.0.1'))).toEqual([
      { last: false },
      { last: false },
      { last: true },
    ]);
    clock.at += 45_500;
    try {
      throttle.attempt('ADMIN', '10.0.0.1');
      expect.unreachable('the fourth attempt is locked out');
    } catch (error) {
      expect(error).toBeInstanceOf(AccessError);
      expect(error).toMatchObject({ statusCode: 429, retryAfter: 15, hint: 'Try again in 15 s.' });
    }
    expect(throttle.attempt('admin', '10.0.0.2')).toEqual({ last: false });
    expect(throttle.attempt('other', '10.0.0.1')).toEqual({ last: false });
    clock.at += 14_500;
    expect(throttle.attempt('admin', '10.0.0.1')).toEqual({ last: false });
  });

  it('forgets failures after a success', () => {
    const { throttle } = started();
    times(2, () => throttle.attempt('admin', 'a'));
    throttle.attempt('admin', 'a');
    throttle.succeeded('admin', 'a');
    expect(throttle.attempt('admin', 'a')).toEqual({ last: false });
  });

  it('locks an address that tries many names, successes in between or not', () => {
    const { throttle } = started(1);
    throttle.attempt('mine', 'a');
    throttle.succeeded('mine', 'a');
    times(10, (index) => throttle.attempt(`user${index}`, 'a'));
    expect(() => throttle.attempt('one more', 'a')).toThrow('Too many failed sign-ins.');
    expect(throttle.attempt('one more', 'b')).toEqual({ last: true });
  });
});
