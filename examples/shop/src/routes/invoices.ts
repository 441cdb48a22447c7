import type { Logger } from '@heartwood/log';
import { type RequestHandler, Router } from 'express';
import { euros } from '../catalogue/products.js';
import { accessDenied } from '../entries/index.js';
import type { Invoice, Invoices } from '../invoices/invoices.js';
import { BadRequest, textIn } from './body.js';
import type { Browsers } from './browser.js';

/** Approving invoices; for approvers only. */
export function invoiceRoutes(log: Logger, invoices: Invoices, browsers: Browsers): Router {
  const router = Router();
  const approversOnly: RequestHandler = (request, response, next) => {
    const { account } = browsers.sessionOf(request);
    if (account?.role === 'approver') return next();
    log.emit(accessDenied, {
      path: request.baseUrl + request.path,
      needed: 'approver',
      role: account?.role ?? 'nobody',
    });
    response.status(account ? 403 : 401).json({ error: 'This is for approvers.' });
  };
  const shown = ({ id, order, amountCents, state }: Invoice) => ({ id, order, amount: euros(amountCents), state });
  router.use('/invoices', approversOnly);
  router.get('/invoices', (_request, response) => void response.json(invoices.waiting().map(shown)));
  router.post('/invoices/:id/:decision', (request, response) => {
    const { id, decision } = request.params;
    if (decision !== 'approve' && decision !== 'reject') throw new BadRequest('approve or reject');
    const invoice = invoices.find(id);
    if (!invoice) {
      response.status(404).json({ error: 'There is no such invoice.' });
      return;
    }
    const approver = browsers.sessionOf(request).account?.id ?? '';
    const reason = textIn(request.body, 'reason');
    if (invoices.decide(invoice, approver, decision === 'approve' ? 'approved' : 'rejected', reason)) {
      response.json(shown(invoice));
    } else response.status(409).json({ error: `The invoice is ${invoice.state}.` });
  });
  return router;
}
