/** Every entry type of the shop, by domain. Requests and their errors are declared by `@heartwood/log/express`. */
export * from './auth.js';
export * from './cart.js';
export * from './catalogue.js';
export * from './checkout.js';
export * from './invoices.js';
export * from './jobs.js';
export * from './payments.js';
export * from './shop.js';
export * from './stock.js';
