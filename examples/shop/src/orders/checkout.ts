import { randomBytes } from 'node:crypto';
import type { Logger } from '@heartwood/log';
import { millisecondsSince } from '@heartwood/log';
import { totalOf } from '../cart/cart.js';
import { euros } from '../catalogue/products.js';
import type { Stock } from '../catalogue/stock.js';
import { checkoutFailed, checkoutStarted, orderPlaced } from '../entries/index.js';
import type { Invoice, Invoices } from '../invoices/invoices.js';
import type { Payments } from '../payments/payments.js';
import type { Session } from '../people/sessions.js';

/** How a checkout ended. */
export type CheckoutOutcome =
  | { readonly placed: string; readonly invoice: Invoice }
  | { readonly failed: 'payment declined' | 'provider unavailable' | 'out of stock'; readonly order: string };

export interface Checkout {
  /** Buys what is in the cart with this card; empties the cart when it works. */
  buy(session: Session, card: string): Promise<CheckoutOutcome>;
}

export interface CheckoutParts {
  readonly log: Logger;
  readonly stock: Stock;
  readonly payments: Payments;
  readonly invoices: Invoices;
}

export function createCheckout({ log, stock, payments, invoices }: CheckoutParts): Checkout {
  return {
    async buy(session, card) {
      const started = performance.now();
      const order = `o_${randomBytes(5).toString('hex')}`;
      const { lines } = session;
      const cents = totalOf(lines);
      const total = euros(cents);
      const fail = (failed: 'payment declined' | 'provider unavailable' | 'out of stock'): CheckoutOutcome => {
        log.emit(checkoutFailed, { order, reason: failed, total });
        return { failed, order };
      };
      log.emit(checkoutStarted, { order, items: lines.length, total });
      if (!stock.reserve(order, lines)) return fail('out of stock');
      const outcome = await payments.charge(order, cents, card);
      if (outcome !== 'paid') {
        stock.release(lines);
        return fail(outcome === 'declined' ? 'payment declined' : 'provider unavailable');
      }
      const invoice = invoices.issue(order, cents);
      log.emit(orderPlaced, {
        order,
        invoice: invoice.id,
        total,
        items: lines.map(({ product, quantity }) => ({
          product: product.id,
          quantity,
          price: euros(product.priceCents),
        })),
        duration_ms: millisecondsSince(started),
      });
      session.lines = [];
      return { placed: order, invoice };
    },
  };
}
