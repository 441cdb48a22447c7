import { entryType, f } from '@heartwood/log';

export const checkoutStarted = entryType('checkout.started', {
  level: 'info',
  message: 'Checkout of order {order}: {items} items, {total} EUR',
  description: 'Somebody pressed “Buy”.',
  workflow: 'checkout',
  page: '/checkout',
  fields: { order: f.object('order'), items: f.integer(), total: f.decimal({ unit: 'EUR' }) },
});

export const orderPlaced = entryType('checkout.order_placed', {
  level: 'info',
  retention: 'financial',
  message: 'Order {order} placed: {total} EUR',
  description: 'An order is paid and accepted; a contract.',
  workflow: 'checkout',
  page: '/checkout',
  fields: {
    order: f.object('order'),
    invoice: f.string(),
    total: f.decimal({ unit: 'EUR' }),
    items: f.array(f.nested({ product: f.string(), quantity: f.integer(), price: f.decimal({ unit: 'EUR' }) })),
    duration_ms: f.standard(),
  },
});

export const checkoutFailed = entryType('checkout.failed', {
  level: 'warning',
  message: 'Order {order} failed: {reason}',
  description: 'A checkout ended without an order; what had been reserved is free again.',
  workflow: 'checkout',
  page: '/checkout',
  fields: {
    order: f.object('order'),
    reason: f.enum(['payment declined', 'provider unavailable', 'out of stock']),
    total: f.decimal({ unit: 'EUR' }),
  },
});
