import { randomBytes } from 'node:crypto';
import type { Logger } from '@heartwood/log';
import { euros } from '../catalogue/products.js';
import { invoiceApproved, invoiceIssued, invoiceRejected } from '../entries/index.js';

export type InvoiceState = 'waiting for approval' | 'approved' | 'rejected';

export interface Invoice {
  readonly id: string;
  readonly order: string;
  readonly amountCents: number;
  state: InvoiceState;
  approver: string | undefined;
}

export interface Invoices {
  issue(order: string, amountCents: number): Invoice;
  /** Those that wait for somebody, oldest first. */
  waiting(): readonly Invoice[];
  find(id: string): Invoice | undefined;
  /** Approves or rejects; false when the invoice does not wait for anybody. */
  decide(invoice: Invoice, approver: string, decision: 'approved' | 'rejected', reason: string): boolean;
}

/** Above this amount a second pair of eyes is needed, cents. */
export const APPROVAL_LIMIT = 50_000;
/** Invoices kept; the oldest give way. */
const KEPT = 5_000;

export function createInvoices(log: Logger): Invoices {
  const invoices = new Map<string, Invoice>();
  return {
    issue(order, amountCents) {
      const state = amountCents > APPROVAL_LIMIT ? 'waiting for approval' : 'approved';
      const invoice: Invoice = {
        id: `inv_${randomBytes(5).toString('hex')}`,
        order,
        amountCents,
        state,
        approver: undefined,
      };
      invoices.set(invoice.id, invoice);
      const oldest = invoices.size > KEPT ? invoices.keys().next().value : undefined;
      if (oldest !== undefined) invoices.delete(oldest);
      log.emit(invoiceIssued, {
        invoice: invoice.id,
        order,
        amount: euros(amountCents),
        state,
        audit: {
          actor: 'checkout',
          action: 'invoice.issue',
          target: { type: 'invoice', id: invoice.id },
          outcome: 'success',
          after: snapshot(invoice),
        },
      });
      return invoice;
    },
    waiting: () => [...invoices.values()].filter((invoice) => invoice.state === 'waiting for approval'),
    find: (id) => invoices.get(id),
    decide(invoice, approver, decision, reason) {
      if (invoice.state !== 'waiting for approval') return false;
      const before = snapshot(invoice);
      invoice.state = decision;
      invoice.approver = approver;
      log.emit(decision === 'approved' ? invoiceApproved : invoiceRejected, {
        invoice: invoice.id,
        amount: euros(invoice.amountCents),
        approver,
        audit: {
          actor: approver,
          action: decision === 'approved' ? 'invoice.approve' : 'invoice.reject',
          target: { type: 'invoice', id: invoice.id },
          outcome: 'success',
          reason,
          before,
          after: snapshot(invoice),
          changed: ['state', 'approver'],
        },
      });
      return true;
    },
  };
}

/** What an auditor wants to see of an invoice. */
function snapshot({ state, approver, amountCents }: Invoice): {
  state: string;
  approver: string | null;
  amount: string;
} {
  return { state, approver: approver ?? null, amount: euros(amountCents) };
}
