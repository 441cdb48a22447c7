/** What every library writes: six fields of context and five of the entry. Text, numbers and a boolean, as in an order. */
export const CONTEXT = {
  request_id: '0d7f0c2e-31a4-4c3b-9a53-5d3a4f0f7b11',
  trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
  span_id: '00f067aa0ba902b7',
  user_id: 'u_91823',
  session_id: 's_5521',
  tenant: 'acme',
} as const;

export const ORDER = { order: 'o_91823', total: 129.9, currency: 'EUR', items: 3, express: true } as const;

/** The order with four values that must not be written, two of them inside an object. */
export const PAID = {
  ...ORDER,
  card: '4111111111111111',
  cvv: '123',
  customer: { id: 'c_17', phone: '+49 30 1234', ssn: '078-05-1120' },
} as const;

/** The four paths, as path-based redaction writes them. */
export const SECRET_PATHS = ['card', 'cvv', 'customer.phone', 'customer.ssn'];

export const MESSAGE = 'Order placed';

/** An error with a stack of ten frames. */
export function failure(): Error {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 10;
  try {
    const deep = (depth: number): Error => (depth === 0 ? new TypeError('Payment was declined') : deep(depth - 1));
    return deep(12);
  } finally {
    Error.stackTraceLimit = limit;
  }
}
