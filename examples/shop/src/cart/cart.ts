import type { Logger } from '@heartwood/log';
import { euros, type Product } from '../catalogue/products.js';
import type { Line } from '../catalogue/stock.js';
import { itemAdded, itemRemoved } from '../entries/index.js';
import type { Session } from '../people/sessions.js';

/** Sum of a cart or an order in cents. */
export function totalOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { product, quantity }) => sum + product.priceCents * quantity, 0);
}

export function addToCart(log: Logger, session: Session, product: Product, quantity: number): void {
  const present = session.lines.find((line) => line.product === product);
  session.lines = present
    ? session.lines.map((line) => (line === present ? { product, quantity: line.quantity + quantity } : line))
    : [...session.lines, { product, quantity }];
  log.emit(itemAdded, { cart: session.id, product: product.id, quantity, value: euros(totalOf(session.lines)) });
}

/** @returns false when the product was not in the cart */
export function removeFromCart(log: Logger, session: Session, product: Product): boolean {
  const rest = session.lines.filter((line) => line.product !== product);
  if (rest.length === session.lines.length) return false;
  session.lines = rest;
  log.emit(itemRemoved, { cart: session.id, product: product.id, value: euros(totalOf(rest)) });
  return true;
}
