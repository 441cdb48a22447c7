import type { Logger } from '@heartwood/log';
import { stockExhausted, stockLow, stockReplenished, stockReserved } from '../entries/index.js';
import type { Product } from './products.js';

/** One line of a cart or an order. */
export interface Line {
  readonly product: Product;
  readonly quantity: number;
}

/** What is on the shelves. */
export interface Stock {
  left(product: Product): number;
  /** Sets goods aside for an order, all or nothing. */
  reserve(order: string, lines: readonly Line[]): boolean;
  /** Puts back what was set aside. */
  release(lines: readonly Line[]): void;
  replenish(product: Product): number;
}

/** A product below this share of its first stock is ordered again. */
const REORDER_SHARE = 0.25;

/** @param onLow told when a product falls below its reorder level */
export function createStock(log: Logger, products: readonly Product[], onLow: (product: Product) => void): Stock {
  const shelves = new Map(products.map((product) => [product.id, product.stock]));
  const left = (product: Product): number => shelves.get(product.id) ?? 0;
  return {
    left,
    reserve(order, lines) {
      for (const { product, quantity } of lines) {
        if (left(product) >= quantity) continue;
        log.emit(stockExhausted, { product: product.id, wanted: quantity, left: left(product) });
        return false;
      }
      for (const { product, quantity } of lines) {
        const before = left(product);
        const after = before - quantity;
        shelves.set(product.id, after);
        log.emit(stockReserved, { product: product.id, order, quantity, left: after });
        const level = product.stock * REORDER_SHARE;
        if (before >= level && after < level) {
          log.emit(stockLow, { product: product.id, left: after });
          onLow(product);
        }
      }
      return true;
    },
    release(lines) {
      for (const { product, quantity } of lines) shelves.set(product.id, left(product) + quantity);
    },
    replenish(product) {
      const quantity = Math.max(0, product.stock - left(product));
      shelves.set(product.id, left(product) + quantity);
      log.emit(stockReplenished, { product: product.id, quantity, left: left(product) });
      return quantity;
    },
  };
}
