import { entryType, f } from '@heartwood/log';

export const productViewed = entryType('catalogue.product_viewed', {
  level: 'debug',
  message: 'Product {product} viewed',
  description: 'Somebody looked at a product.',
  workflow: 'shopping',
  page: '/products/:id',
  fields: { product: f.object('product'), price: f.decimal({ unit: 'EUR' }), in_stock: f.integer() },
});

export const searched = entryType('catalogue.searched', {
  level: 'info',
  message: 'Search for a product: {hits} hits',
  description:
    'What people look for, and whether we have it. The words are kept, so nothing personal belongs into the box.',
  workflow: 'shopping',
  page: '/products',
  fields: { words: f.string({ description: 'Letters only, at most 40.' }), hits: f.integer() },
});
