import { describe, expect, it } from 'vitest';
import { stackLines } from './stack-lines.js';

describe('stackLines', () => {
  it.each([
    ['CardError: declined', 'message'],
    ['    at charge (/app/src/payment.ts:41:11)', 'own'],
    ['    at Layer.handle (/app/node_modules/express/lib/router/layer.js:95:5)', 'library'],
    ['    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)', 'library'],
    ['  File "/app/pay.py", line 3, in charge', 'own'],
    ['\tat com.shop.Pay.charge(Pay.java:41)', 'own'],
    ['\tat java.base/java.lang.Thread.run(Thread.java:840)', 'library'],
  ])('%s is %s', (text, kind) => {
    expect(stackLines(`${text}\n`)).toEqual([{ text, kind }]);
  });
});
