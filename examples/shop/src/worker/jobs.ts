import { setTimeout as sleep } from 'node:timers/promises';
import type { Product } from '../catalogue/products.js';
import type { Stock } from '../catalogue/stock.js';
import type { Random } from '../chance/random.js';
import type { Invoice } from '../invoices/invoices.js';
import type { Job } from './worker.js';

/** Something the worker depends on did not work. */
export class JobError extends Error {
  override readonly name = 'JobError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Writes an invoice's document. */
export function invoiceDocument(invoice: Invoice, random: Random): Job {
  return {
    kind: 'invoice document',
    async run() {
      await sleep(random.skewed(60));
      if (random.share() < 0.03) throw new JobError('RENDER_FAILED', 'the renderer ran out of memory');
      return { invoice: invoice.id, pages: 1 + Math.floor(random.share() * 3) };
    },
  };
}

/** Writes to a customer. The mail server is down at times, and some addresses take nothing ever. */
export function orderMail(order: string, reachable: boolean, random: Random): Job {
  return {
    kind: 'order mail',
    async run() {
      await sleep(random.skewed(90));
      if (!reachable) throw new JobError('550', 'mailbox unavailable');
      if (random.share() < 0.08) throw new JobError('ETIMEDOUT', 'the mail server did not answer');
      return { order, template: 'order-confirmation' };
    },
  };
}

/** Orders goods again. */
export function replenishment(product: Product, stock: Stock, random: Random): Job {
  return {
    kind: 'replenishment',
    async run() {
      await sleep(random.skewed(200));
      return { product: product.id, quantity: stock.replenish(product) };
    },
  };
}
