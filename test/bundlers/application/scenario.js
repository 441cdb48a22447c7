import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { withContext } from '@heartwood/log';
import { dataExport } from '@heartwood/log/audit';
import { authnLoginFail } from '@heartwood/log/security';
import { context, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { importFailed, signedUp } from './entries.js';
import { compiled, log } from './log.js';

const spans = new AsyncLocalStorage();

/** What OpenTelemetry's own SDK registers, by its public interface. */
const contextManager = {
  active: () => spans.getStore() ?? ROOT_CONTEXT,
  with: (given, run, self, ...parts) => spans.run(given, () => run.apply(self, parts)),
  bind: (_given, target) => target,
  enable: () => contextManager,
  disable: () => contextManager,
};

const SPAN = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', traceFlags: 1 };

/** Something of everything an application logs. */
export async function scenario() {
  context.setGlobalContextManager(contextManager);
  log.info('Ready', { port: 3000, apiKey: 'k_1', token: 'ghp_0123456789abcdefghijABCDEFGHIJ456789' });
  await withContext({ request_id: 'r_1', user_id: 'u_7' }, async () => {
    await sleep(1);
    log.emit(signedUp, {
      customer: 'c_1',
      plan: 'team',
      email: 'kim@example.com',
      password: 'hunter2',
      address: { city: 'Graz', pin: '4711' },
    });
    log.audit(dataExport, { resource: 'customers', rows: 2 }, { reason: 'asked for' });
    log.security(authnLoginFail, { username: 'kim' }, { outcome: 'failure', reason: 'wrong password' });
    await context.with(trace.setSpan(ROOT_CONTEXT, trace.wrapSpanContext(SPAN)), async () => {
      await sleep(1);
      log.named('import').emit(importFailed, {
        file: 'a.csv',
        err: new TypeError('no column "name"', { cause: new RangeError('line 3') }),
      });
    });
  });
  // Enough for the file to be rotated, some of it in each of four ticks.
  for (let number = 0; number < 40; number++) {
    log.child({ batch: 'b_1' }).warning('Stock is low', { number });
    if (number % 10 === 9) await sleep(1);
  }
  await log.flush({ timeoutMs: 20_000 });
  return { compiled: compiled.used, stats: log.stats() };
}
