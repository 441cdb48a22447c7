import { entryType, f } from '@heartwood/log';

export const stockReserved = entryType('stock.reserved', {
  level: 'debug',
  message: '{quantity} × {product} reserved, {left} left',
  description: 'Goods were set aside for an order.',
  workflow: 'checkout',
  fields: { product: f.object('product'), order: f.string(), quantity: f.integer(), left: f.integer() },
});

export const stockLow = entryType('stock.low', {
  level: 'warning',
  message: 'Only {left} of {product} left',
  description: 'A product fell below its reorder level; the worker orders more.',
  workflow: 'replenishment',
  fields: { product: f.object('product'), left: f.integer() },
});

export const stockExhausted = entryType('stock.exhausted', {
  level: 'warning',
  message: '{product} is sold out: {wanted} wanted, {left} left',
  description: 'Somebody wanted more than there is.',
  workflow: 'checkout',
  fields: { product: f.object('product'), wanted: f.integer(), left: f.integer() },
});

export const stockReplenished = entryType('stock.replenished', {
  level: 'info',
  message: '{quantity} × {product} arrived',
  description: 'New goods are on the shelf.',
  workflow: 'replenishment',
  fields: { product: f.object('product'), quantity: f.integer(), left: f.integer() },
});
