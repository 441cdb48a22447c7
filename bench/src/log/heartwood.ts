import { createLogger, entryType, f, type LoggerOptions, type Sink, stdout } from '@heartwood/log';
import type { Subject } from './cases.js';
import type { Write } from './destination.js';
import { CONTEXT, failure, MESSAGE, ORDER, PAID } from './payload.js';

const order = { order: f.id(), total: f.number(), currency: f.string(), items: f.integer(), express: f.boolean() };

export const orderPlaced = entryType('order.placed', { level: 'info', message: MESSAGE, fields: order });
export const orderPaid = entryType('order.paid', {
  level: 'info',
  message: MESSAGE,
  fields: {
    ...order,
    card: f.string({ class: 'secret' }),
    cvv: f.string({ class: 'secret' }),
    customer: f.nested({ id: f.id(), phone: f.string({ class: 'secret' }), ssn: f.string({ class: 'secret' }) }),
  },
});
export const orderFailed = entryType('order.failed', { level: 'error', message: MESSAGE, fields: { err: f.error() } });
export const ROTATION = Array.from({ length: 20 }, (_, index) =>
  entryType(`order.step${index}`, { level: 'info', message: MESSAGE, fields: order }),
);

/** @param write `undefined`: the library's own standard output */
export function heartwood(write: Write | undefined, serializers?: LoggerOptions['serializers']): Subject {
  const given: Sink = { name: 'given', write: (line) => write?.(line), stats: () => ({ written: 0, dropped: 0 }) };
  const log = createLogger({
    ...{ service: 'bench', environment: 'production', env: {}, handleExit: false },
    sinks: [write === undefined ? stdout({ format: 'json' }) : given],
    ...(serializers !== undefined && { serializers }),
  });
  const child = log.child(CONTEXT);
  const err = failure();
  let turn = 0;
  return {
    string: () => log.info(MESSAGE),
    fields: () => log.emit(orderPlaced, ORDER),
    context: () => child.emit(orderPlaced, ORDER),
    redacted: () => child.emit(orderPaid, PAID),
    free: () => child.info(MESSAGE, ORDER),
    disabled: () => child.debug(MESSAGE, ORDER),
    error: () => child.emit(orderFailed, { err }),
    rotation: () => {
      turn = turn === 19 ? 0 : turn + 1;
      child.emit(ROTATION[turn] ?? orderPlaced, ORDER);
    },
  };
}
