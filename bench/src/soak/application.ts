import { join } from 'node:path';
import { constants, PerformanceObserver } from 'node:perf_hooks';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { addContext, createLogger, entryType, f, file, heartwood, loki, stdout, withContext } from '@heartwood/log';

/** What the application says about itself, once a second and at its end. */
export interface Sample {
  readonly seconds: number;
  readonly memory: NodeJS.MemoryUsage;
  /** Bytes of the heap right after the last full collection of garbage since the sample before: what is really held. None: there was no collection. */
  readonly heldBytes: number | undefined;
  readonly cpuSeconds: number;
  readonly stats: ReturnType<ReturnType<typeof createLogger>['stats']>;
}

/** Entries of one request; one request in ten fails and has an error among them. */
const ENTRIES = 10;
/** How often work is handed out: requests come in small groups, as they do under load. */
const TICK_MS = 5;
const MEGABYTE = 1024 * 1024;

const stepDone = entryType('order.step_done', {
  level: 'info',
  message: 'Step {step} of {order} done',
  fields: {
    order: f.object('order'),
    step: f.string(),
    amount: f.decimal({ unit: 'EUR' }),
    items: f.integer(),
    express: f.boolean(),
    card: f.string({ class: 'secret' }),
    customer: f.nested({ id: f.id(), email: f.string({ class: 'pii' }) }),
  },
});
const orderFailed = entryType('order.failed', {
  level: 'error',
  message: 'Order {order} failed',
  fields: { order: f.object('order'), err: f.error() },
});

const [folder = '', rate = '', seconds = '', dead = '', live = ''] = process.argv.slice(2);
const log = createLogger({
  ...{ service: 'soak', environment: 'production', env: {}, level: 'info' },
  sinks: [
    stdout({ format: 'json' }),
    // About a rotation a second at 20,000 entries, and some ten files at a time.
    file({ path: join(folder, 'logs', 'soak.log'), rotationBytes: 8 * MEGABYTE, retentionDays: 10 / 86_400 }),
    heartwood({ url: dead, spoolDir: join(folder, 'spool'), maxSpoolBytes: 64 * MEGABYTE }),
    ...(live === '' ? [] : [loki({ url: live, spoolDir: join(folder, 'spool'), maxSpoolBytes: 64 * MEGABYTE })]),
  ],
});

/** One request as an application logs it: a context, a named logger, entries before and after it waits for something. */
async function serve(number: number): Promise<void> {
  await withContext({ request_id: `r_${number}`, client_ip: '192.0.2.7' }, async () => {
    const order = `o_${number}`;
    const orders = log.named('orders').child({ tenant: `t_${number % 50}` });
    for (let entry = 0; entry < ENTRIES - 3; entry++) {
      if (entry === 2) await sleep(1);
      if (entry === 3) addContext({ user_id: `u_${number % 1_000}` });
      orders.emit(stepDone, {
        ...{ order, step: `step ${entry}`, amount: '129.90', items: number % 7, express: entry % 2 === 0 },
        ...{ card: '4111111111111111', customer: { id: `c_${number}`, email: 'kim@example.com' } },
      });
    }
    log.info('Cache asked', { key: `order:${order}`, hit: number % 3 === 0, tried: ['memory', 'disk'] });
    log.debug('Not written', { order });
    log.warning('Stock is low', { sku: `a-${number % 100}`, left: 2 });
    if (number % 10 === 0) log.emit(orderFailed, { order, err: new Error(`no answer for ${order}`) });
    else log.info('Order done', { order, duration_ms: 12.5 });
  });
}

const started = Date.now();
const elapsed = (): number => (Date.now() - started) / 1_000;

let heldBytes: number | undefined;
new PerformanceObserver((list) => {
  if (list.getEntries().some(isFullCollection)) heldBytes = process.memoryUsage().heapUsed;
}).observe({ entryTypes: ['gc'] });

const isFullCollection = (entry: object): boolean =>
  Reflect.get(Object(Reflect.get(entry, 'detail')), 'kind') === constants.NODE_PERFORMANCE_GC_MAJOR;

function report(): void {
  const { user, system } = process.cpuUsage();
  const sample: Sample = {
    seconds: elapsed(),
    memory: process.memoryUsage(),
    heldBytes,
    cpuSeconds: (user + system) / 1e6,
    stats: log.stats(),
  };
  heldBytes = undefined;
  process.send?.(sample);
}

const sampling = setInterval(report, 1_000);
const perSecond = Number(rate) / ENTRIES;
for (let served = 0; elapsed() < Number(seconds); await sleep(TICK_MS)) {
  // Never more than a second's work at once: a machine that was away for a while must not be answered by a flood.
  const due = Math.min(Math.floor(elapsed() * perSecond) - served, perSecond);
  for (let request = 0; request < due; request++) serve(served++).catch(fail);
}
clearInterval(sampling);
report();
// Nobody takes what is in the spool; it stays there.
await log.close({ timeoutMs: 500 });
process.disconnect?.();

/** Logging does not throw; should it, the run is worth nothing. */
function fail(cause: unknown): void {
  process.stderr.write(`${cause instanceof Error ? cause.stack : String(cause)}\n`);
  process.exit(1);
}
