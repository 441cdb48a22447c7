/** A small generator of numbers between 0 and 1 that gives the same every time (Lehmer, MINSTD). */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

interface Kind {
  /** How often, compared with the others. */
  readonly weight: number;
  readonly entry: (roll: () => number) => object;
}

const pick = <T>(roll: () => number, values: readonly T[]): T => {
  const value = values[Math.floor(roll() * values.length)];
  if (value === undefined) throw new Error('nothing to pick from');
  return value;
};

const KINDS: readonly Kind[] = [
  {
    weight: 40,
    entry: (roll) => {
      const [method, route, status] = pick(roll, [
        ['GET', '/products', 200],
        ['GET', '/products/oak-board', 200],
        ['POST', '/cart', 201],
        ['GET', '/cart', 200],
        ['POST', '/checkout', 303],
        ['GET', '/invoices/inv_88', 404],
      ] as const);
      const message = `${method} ${route} ${status}`;
      return { level: 'INFO', service: 'shop', event: 'http.request', message, method, route, status };
    },
  },
  {
    weight: 14,
    entry: (roll) => {
      const job = pick(roll, ['send-receipt', 'rebuild-index', 'sync-stock']);
      return { level: 'DEBUG', service: 'worker', event: 'job.started', message: `Job ${job} started`, job };
    },
  },
  {
    weight: 14,
    entry: (roll) => {
      const job = pick(roll, ['send-receipt', 'rebuild-index', 'sync-stock']);
      const duration_ms = Math.round(roll() * 900);
      return {
        level: 'INFO',
        service: 'worker',
        event: 'job.completed',
        message: `Job ${job} completed`,
        job,
        duration_ms,
      };
    },
  },
  {
    weight: 5,
    entry: (roll) => {
      const attempt = 1 + Math.floor(roll() * 3);
      const message = `Payment provider timed out, retry ${attempt} of 3`;
      return { level: 'WARNING', service: 'payments', event: 'payment.retried', message, provider: 'acmepay', attempt };
    },
  },
  {
    weight: 3,
    entry: (roll) => {
      const order = `ord_${Math.floor(roll() * 9_000)}`;
      const error = {
        type: 'PaymentDeclinedError',
        message: 'card declined by the issuer',
        code: 'card_declined',
        stack: [
          'PaymentDeclinedError: card declined by the issuer',
          '    at charge (/app/src/payments/charge.ts:41:11)',
          '    at checkout (/app/src/routes/checkout.ts:88:21)',
          '    at Layer.handle (/app/node_modules/express/lib/router/layer.js:95:5)',
          '    at next (/app/node_modules/express/lib/router/route.js:149:13)',
          '    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
        ].join('\n'),
      };
      return { level: 'ERROR', service: 'payments', event: 'payment.failed', message: 'Payment failed', order, error };
    },
  },
  {
    weight: 1,
    entry: (roll) => {
      const invoice = `inv_${Math.floor(roll() * 90)}`;
      const audit = {
        actor: 'u_7',
        action: 'approve',
        target: invoice,
        outcome: 'success',
        before: { state: 'open', amount: '129.90' },
        after: { state: 'approved', amount: '129.90' },
      };
      const message = `Invoice ${invoice} approved by u_7`;
      return { level: 'INFO', service: 'shop', stream: 'audit', event: 'invoice.approved', message, invoice, audit };
    },
  },
  {
    weight: 0.3,
    entry: () => {
      const message = 'Queue default has not moved for 60 s';
      return { level: 'CRITICAL', service: 'worker', event: 'queue.stalled', message, waiting: 412 };
    },
  },
];

const TOTAL = KINDS.reduce((sum, { weight }) => sum + weight, 0);

function draw(roll: () => number): object {
  let left = roll() * TOTAL;
  for (const { weight, entry } of KINDS) {
    left -= weight;
    if (left <= 0) return entry(roll);
  }
  throw new Error('the weights do not add up');
}

/**
 * The last three quarters of an hour of a small shop, oldest first, the last entry a moment ago: the same entries every time, busier in
 * waves. All of them are found in the last hour for a quarter of an hour to come.
 *
 * @param count number of entries
 * @param now Unix milliseconds
 */
export function shopHour(count: number, now: number): object[] {
  const roll = dice(7);
  const ages = Array.from({ length: count }, () => {
    const at = roll();
    return (at + 0.012 * Math.sin(at * 40)) * 2_600_000 + 1_000;
  }).toSorted((a, b) => b - a);
  return ages.map((age) => ({
    timestamp: new Date(now - age).toISOString(),
    environment: 'production',
    host: `web-${1 + Math.floor(roll() * 3)}`,
    user_id: `u_${Math.floor(roll() * 40)}`,
    trace_id: Math.floor(roll() * 1e15)
      .toString(16)
      .padStart(32, '0'),
    ...draw(roll),
  }));
}
