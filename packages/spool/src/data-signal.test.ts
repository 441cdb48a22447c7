import { expect, it } from 'vitest';
import { DataSignal } from './data-signal.js';

it('resolves at once when ready, otherwise on the first notice that finds it ready', async () => {
  const signal = new DataSignal();
  let ready = true;
  await signal.wait(() => ready, undefined);
  ready = false;
  let woken = false;
  const wait = signal
    .wait(() => ready, undefined)
    .then(() => {
      woken = true;
    });
  signal.notify();
  await new Promise(setImmediate);
  expect(woken).toBe(false);
  ready = true;
  signal.notify();
  await wait;
});

it('rejects with the reason of an abort, before and during the wait', async () => {
  const signal = new DataSignal();
  await expect(signal.wait(() => true, AbortSignal.abort('before'))).rejects.toBe('before');
  const controller = new AbortController();
  const wait = signal.wait(() => false, controller.signal);
  controller.abort('during');
  await expect(wait).rejects.toBe('during');
});

it('ends every wait on failure', async () => {
  const signal = new DataSignal();
  const waits = [signal.wait(() => false, undefined), signal.wait(() => false, undefined)];
  signal.fail(new Error('closed'));
  for (const wait of waits) await expect(wait).rejects.toThrow('closed');
});
