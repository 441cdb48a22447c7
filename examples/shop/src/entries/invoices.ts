import { entryType, f } from '@heartwood/log';

const base = {
  stream: 'audit',
  retention: 'financial',
  workflow: 'invoice-processing',
  page: '/invoices/:id',
} as const;

export const invoiceIssued = entryType('invoice.issued', {
  ...base,
  level: 'info',
  message: 'Invoice {invoice} over {amount} EUR issued, {state}',
  description: 'An invoice was written for an order. Above 500 EUR it waits for somebody’s approval.',
  fields: {
    invoice: f.object('invoice'),
    order: f.string(),
    amount: f.decimal({ unit: 'EUR' }),
    state: f.enum(['approved', 'waiting for approval']),
    audit: f.standard(),
  },
});

export const invoiceApproved = entryType('invoice.approved', {
  ...base,
  level: 'info',
  message: 'Invoice {invoice} approved by {approver}',
  description: 'An approver released an invoice.',
  fields: {
    invoice: f.object('invoice'),
    amount: f.decimal({ unit: 'EUR' }),
    approver: f.string(),
    audit: f.standard(),
  },
});

export const invoiceRejected = entryType('invoice.rejected', {
  ...base,
  level: 'warning',
  message: 'Invoice {invoice} rejected by {approver}',
  description: 'An approver refused an invoice; the order goes back to customer service.',
  fields: {
    invoice: f.object('invoice'),
    amount: f.decimal({ unit: 'EUR' }),
    approver: f.string(),
    audit: f.standard(),
  },
});
