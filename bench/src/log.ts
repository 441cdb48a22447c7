import { createLogger, entryType, f, type Sink, withContext } from '@heartwood/log';

/** Lines are copied into this buffer: the cheapest destination that still makes the engine build the whole string. */
const GATHER = 16_384;

/** A sink that encodes every line, as writing to a descriptor would, and throws the bytes away. */
function discard(): Sink & { bytes: number } {
  const target = Buffer.allocUnsafe(GATHER * 8);
  let gathered = '';
  const sink = {
    name: 'discard',
    bytes: 0,
    write(line: string) {
      gathered += line;
      if (gathered.length < GATHER) return;
      sink.bytes += target.write(gathered);
      gathered = '';
    },
    stats: () => ({ written: 0, dropped: 0 }),
  };
  return sink;
}

const orderPlaced = entryType('order.placed', {
  level: 'info',
  message: 'Order placed',
  fields: { order: f.id(), total: f.number(), currency: f.string(), items: f.integer(), express: f.boolean() },
});

const orderPaid = entryType('order.paid', {
  level: 'info',
  message: 'Order paid',
  fields: {
    ...{ order: f.id(), total: f.number(), currency: f.string(), items: f.integer(), express: f.boolean() },
    card: f.string({ class: 'secret' }),
    cvv: f.string({ class: 'secret' }),
    customer: f.nested({ id: f.id(), phone: f.string({ class: 'secret' }), ssn: f.string({ class: 'secret' }) }),
  },
});

const order = { order: 'o_91823', total: 129.9, currency: 'EUR', items: 3, express: true };
const paid = {
  ...order,
  card: '4111111111111111',
  cvv: '123',
  customer: { id: 'c_17', phone: '+49 30 1234', ssn: '078-05-1120' },
};
const context = {
  request_id: '0d7f0c2e-31a4-4c3b-9a53-5d3a4f0f7b11',
  trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
  span_id: '00f067aa0ba902b7',
  user_id: 'u_91823',
  session_id: 's_5521',
  tenant: 'acme',
};

interface Case {
  readonly name: string;
  readonly run: () => void;
}

/** Operations between two looks at the clock, and the time per measurement. */
const BATCH = 10_000;
const MEASURE_MS = 400;
const ROUNDS = 5;

/** CPU nanoseconds per call, collection of garbage included. */
function measure(run: () => void): number {
  const start = process.cpuUsage();
  const end = Date.now() + MEASURE_MS;
  let calls = 0;
  while (Date.now() < end) {
    for (let call = 0; call < BATCH; call++) run();
    calls += BATCH;
  }
  const { user, system } = process.cpuUsage(start);
  return ((user + system) * 1_000) / calls;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/**
 * Prints nanoseconds per entry, and the ratio to JSON.stringify of an object with the same fields and a fresh time stamp in the same run. Everybody
 * serialises to the same sink; rounds alternate.
 *
 * @param args `--rounds=5`
 */
export async function run(args: string[]): Promise<void> {
  const rounds = Number(args.find((argument) => argument.startsWith('--rounds='))?.slice(9) ?? ROUNDS);
  const sink = discard();
  const log = createLogger({ service: 'bench', environment: 'production', env: {}, handleExit: false, sinks: [sink] });
  const bound = log.child(context);
  const origin = { service: 'bench', environment: 'production', host: 'host', pid: process.pid };
  const stringified = (fields: object): (() => void) => {
    // Parsed, so that the object has the compact form of one written down in the source, and not that of a spread.
    const entry = JSON.parse(
      JSON.stringify({ timestamp: '', level: 'INFO', message: 'Order placed', ...origin, ...fields }),
    );
    return () => {
      entry.timestamp = new Date().toISOString();
      sink.write(`${JSON.stringify(entry)}\n`, 20);
    };
  };
  const cases: Case[] = [
    { name: 'JSON.stringify, 5 fields', run: stringified(order) },
    { name: 'typed, 5 fields', run: () => log.emit(orderPlaced, order) },
    { name: 'free-form, 5 fields', run: () => log.info('Order placed', order) },
    { name: 'JSON.stringify, 6 bound + 5 fields', run: stringified({ ...context, ...order }) },
    { name: 'typed, 6 bound + 5 fields', run: () => bound.emit(orderPlaced, order) },
    { name: 'typed, 6 context + 5 fields', run: () => log.emit(orderPlaced, order) },
    { name: 'free-form, 6 bound + 5 fields', run: () => bound.info('Order placed', order) },
    { name: 'typed, 6 bound + 5 fields + 4 secrets', run: () => bound.emit(orderPaid, paid) },
    { name: 'below the level', run: () => log.debug('Order placed', order) },
  ];
  const figures = new Map<string, number[]>(cases.map(({ name }) => [name, []]));
  for (let round = -1; round < rounds; round++) {
    for (const { name, run: call } of cases) {
      const ns = name.includes('context') ? withContext(context, () => measure(call)) : measure(call);
      if (round >= 0) figures.get(name)?.push(ns);
    }
  }
  let base = Number.NaN;
  console.log(`node ${process.version}, median of ${rounds} rounds, sink: encode to memory`);
  for (const [name, values] of figures) {
    const ns = median(values);
    if (name.startsWith('JSON.stringify')) base = ns;
    console.log(`${name.padEnd(40)} ${ns.toFixed(0).padStart(6)} ns   ${(base / ns).toFixed(2)} x JSON.stringify`);
  }
}
