import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { listen, observeMethod, propertyOf } from './observe-method.js';

it('sees calls of one object, with its own this, and decides what the caller gets', () => {
  class Counter {
    #sum = 0;
    add(a: number, b = 0): number {
      this.#sum += a + b;
      return this.#sum;
    }
  }
  const [seen, other] = [new Counter(), new Counter()];
  const calls: unknown[][] = [];
  observeMethod(seen, 'add', (args, call) => {
    calls.push(args);
    return Number(call(args)) * 10;
  });
  expect([seen.add(1, 2), seen.add(3), other.add(1)]).toEqual([30, 60, 1]);
  expect(calls).toEqual([[1, 2], [3]]);
});

it('leaves alone what is no method, and listens only where one can', () => {
  const target = { add: 1 };
  observeMethod(target, 'add', () => 2);
  expect(target).toEqual({ add: 1 });
  const emitter = new EventEmitter();
  let heard: unknown;
  listen(emitter, 'x', (value) => {
    heard = value;
  });
  listen(undefined, 'x', () => {});
  emitter.emit('x', 7);
  expect([heard, propertyOf(emitter, 'missing'), propertyOf(null, 'x')]).toEqual([7, undefined, undefined]);
});
