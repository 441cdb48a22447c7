import { entryType, f } from '@heartwood/log';

export const itemAdded = entryType('cart.item_added', {
  level: 'info',
  message: '{quantity} × {product} put into the cart',
  description: 'Somebody put something into their cart.',
  workflow: 'shopping',
  page: '/cart',
  fields: {
    cart: f.object('cart'),
    product: f.string(),
    quantity: f.integer(),
    value: f.decimal({ unit: 'EUR', description: 'Value of the cart afterwards.' }),
  },
});

export const itemRemoved = entryType('cart.item_removed', {
  level: 'info',
  message: '{product} taken out of the cart',
  description: 'Somebody changed their mind.',
  workflow: 'shopping',
  page: '/cart',
  fields: { cart: f.object('cart'), product: f.string(), value: f.decimal({ unit: 'EUR' }) },
});
