import { entryType, f } from '@heartwood/log';

const attempt = {
  order: f.object('order'),
  amount: f.decimal({ unit: 'EUR' }),
  attempt: f.integer({ description: 'From 1.' }),
  duration_ms: f.standard(),
};

export const paymentSucceeded = entryType('payment.succeeded', {
  level: 'info',
  retention: 'financial',
  message: 'Payment of {amount} EUR for {order} succeeded',
  description: 'The payment provider has charged the card.',
  workflow: 'checkout',
  fields: {
    ...attempt,
    charge: f.string({ description: "The provider's id." }),
    card: f.string({ class: 'secret', description: 'Never written; declared so that nobody adds it elsewhere.' }),
    card_last4: f.string({ class: 'internal' }),
  },
});

export const paymentDeclined = entryType('payment.declined', {
  level: 'warning',
  message: 'Payment for {order} declined: {reason}',
  description: "The card's bank said no. Trying again does not help.",
  workflow: 'checkout',
  fields: { ...attempt, reason: f.string(), card_last4: f.string({ class: 'internal' }) },
});

export const paymentRetried = entryType('payment.retried', {
  level: 'warning',
  message: 'Payment provider did not answer for {order}, attempt {attempt}: trying again in {wait} ms',
  description:
    'A time-out or a 5xx of the payment provider; the charge has an idempotency key, so trying again is safe.',
  workflow: 'checkout',
  fields: { ...attempt, wait: f.duration(), err: f.error() },
});

export const paymentUnavailable = entryType('payment.unavailable', {
  level: 'error',
  message: 'Payment for {order} given up after {attempt} attempts',
  description: 'The payment provider did not answer however often it was asked; the order is not placed.',
  workflow: 'checkout',
  fields: { ...attempt, err: f.error() },
});
