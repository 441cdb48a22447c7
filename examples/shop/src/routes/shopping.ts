import type { Logger } from '@heartwood/log';
import { Router } from 'express';
import { addToCart, removeFromCart, totalOf } from '../cart/cart.js';
import { euros, type Product } from '../catalogue/products.js';
import type { Checkout, CheckoutOutcome } from '../orders/checkout.js';
import type { Account } from '../people/accounts.js';
import { BadRequest, countIn, textIn } from './body.js';
import type { Browsers } from './browser.js';

export interface ShoppingParts {
  readonly log: Logger;
  readonly products: readonly Product[];
  readonly checkout: Checkout;
  readonly browsers: Browsers;
  /** What follows when an order has been placed. */
  readonly onOrder: (outcome: Extract<CheckoutOutcome, { placed: string }>, account: Account) => void;
}

const STATUS = { 'payment declined': 402, 'provider unavailable': 503, 'out of stock': 409 } as const;

/** Cart and checkout. */
export function shoppingRoutes({ log, products, checkout, browsers, onOrder }: ShoppingParts): Router {
  const router = Router();
  const productOf = (id: string): Product => {
    const product = products.find((candidate) => candidate.id === id);
    if (!product) throw new BadRequest('there is no such product');
    return product;
  };
  router.get('/cart', (request, response) => {
    const { lines } = browsers.sessionOf(request);
    const items = lines.map(({ product, quantity }) => ({ product: product.id, quantity }));
    response.json({ items, total: euros(totalOf(lines)) });
  });
  router.post('/cart/items', (request, response) => {
    const product = productOf(textIn(request.body, 'product'));
    addToCart(log, browsers.sessionOf(request), product, countIn(request.body, 'quantity'));
    response.status(201).end();
  });
  router.delete('/cart/items/:product', (request, response) => {
    const removed = removeFromCart(log, browsers.sessionOf(request), productOf(request.params.product));
    response.status(removed ? 204 : 404).end();
  });
  router.post('/checkout', async (request, response) => {
    const session = browsers.sessionOf(request);
    const { account } = session;
    if (!account) {
      response.status(401).json({ error: 'Sign in first.' });
      return;
    }
    if (session.lines.length === 0) throw new BadRequest('the cart is empty');
    const outcome = await checkout.buy(session, textIn(request.body, 'card'));
    if ('failed' in outcome) {
      response.status(STATUS[outcome.failed]).json({ error: outcome.failed, order: outcome.order });
      return;
    }
    onOrder(outcome, account);
    response.status(201).json({ order: outcome.placed, invoice: outcome.invoice.id });
  });
  return router;
}
