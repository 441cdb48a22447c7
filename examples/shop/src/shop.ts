import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Logger } from '@heartwood/log';
import { requestErrorLogger, requestLogger } from '@heartwood/log/express';
import express, { type ErrorRequestHandler } from 'express';
import { PRODUCTS } from './catalogue/products.js';
import { createStock } from './catalogue/stock.js';
import { createRandom } from './chance/random.js';
import { shopStarted, shopStopped } from './entries/index.js';
import { createInvoices } from './invoices/invoices.js';
import { createCheckout } from './orders/checkout.js';
import { createPayments, type PaymentOptions } from './payments/payments.js';
import { type ProviderTemper, startProvider, USUAL_TEMPER } from './payments/provider.js';
import { createAccount, type DemoPerson, demoPeople } from './people/accounts.js';
import { createSessions } from './people/sessions.js';
import { createSignIn } from './people/sign-in.js';
import { authRoutes } from './routes/auth.js';
import { BadRequest } from './routes/body.js';
import { createBrowsers } from './routes/browser.js';
import { catalogueRoutes } from './routes/catalogue.js';
import { invoiceRoutes } from './routes/invoices.js';
import { shoppingRoutes } from './routes/shopping.js';
import { watchForAutomation } from './routes/watch.js';
import { invoiceDocument, orderMail, replenishment } from './worker/jobs.js';
import { createWorker, type WorkerOptions } from './worker/worker.js';

export interface ShopOptions {
  /** Where everything that happens is logged. Stays open when the shop closes. */
  readonly log: Logger;
  /** Port on 127.0.0.1; 0 takes a free one. Default 0. */
  readonly port?: number;
  /** Who can sign in. Default: the people of the demonstration. */
  readonly people?: readonly DemoPerson[];
  /** Seed of the chance in payment provider and worker. Default 1. */
  readonly seed?: number;
  readonly temper?: ProviderTemper;
  readonly payments?: PaymentOptions;
  readonly worker?: WorkerOptions;
}

export interface Shop {
  readonly url: string;
  /** Waits until the worker has nothing left to do. */
  idle(): Promise<void>;
  /** Stops taking requests, and the worker and the payment provider with it. */
  close(): Promise<void>;
}

/** Whose mailbox takes nothing: their order mails end as dead letters. */
const UNREACHABLE = new Set(['u_13']);

/**
 * Opens the shop, its payment provider and its worker on the loopback interface.
 *
 * @example
 * const shop = await startShop({ log: createLogger({ service: 'shop' }) });
 * await fetch(`${shop.url}/products`);
 * await shop.close();
 */
export async function startShop(options: ShopOptions): Promise<Shop> {
  const { log, people = demoPeople() } = options;
  const random = createRandom(options.seed ?? 1);
  const provider = await startProvider(random, options.temper ?? USUAL_TEMPER);
  const worker = createWorker(log.named('worker'), options.worker);
  const stock = createStock(log.named('stock'), PRODUCTS, (product) => {
    worker.enqueue(replenishment(product, stock, random));
  });
  const payments = createPayments(log.named('payments'), provider.url, options.payments);
  const invoices = createInvoices(log.named('invoices'));
  const accounts = people.map(({ id, email, role, password }) => createAccount(id, email, role, password));
  const browsers = createBrowsers(createSessions());

  const app = express();
  app.disable('x-powered-by');
  // The visitors of the demonstration say through a forwarded header where they come from, as a load balancer would.
  app.set('trust proxy', 'loopback');
  app.use(requestLogger({ log: log.named('http') }));
  app.use(watchForAutomation(log.named('watch')));
  app.use(express.json({ limit: '16kb' }));
  app.use(browsers.middleware);
  app.use(authRoutes(log.named('auth'), createSignIn(log.named('auth'), accounts), browsers));
  app.use(catalogueRoutes(log.named('catalogue'), PRODUCTS, stock));
  app.use(
    shoppingRoutes({
      log: log.named('cart'),
      products: PRODUCTS,
      checkout: createCheckout({ log: log.named('checkout'), stock, payments, invoices }),
      browsers,
      onOrder({ placed, invoice }, account) {
        worker.enqueue(invoiceDocument(invoice, random));
        worker.enqueue(orderMail(placed, !UNREACHABLE.has(account.id), random));
      },
    }),
  );
  app.use(invoiceRoutes(log.named('invoices'), invoices, browsers));
  app.use((_request, response) => void response.status(404).json({ error: 'There is no such page.' }));
  const badRequests: ErrorRequestHandler = (error: unknown, _request, response, next) => {
    // The second kind comes from the body parser: not JSON, or too large.
    const status = error instanceof BadRequest ? 400 : statusOf(error);
    if (status !== undefined && error instanceof Error) response.status(status).json({ error: error.message });
    else next(error);
  };
  app.use(badRequests);
  app.use(requestErrorLogger({ log: log.named('http') }));
  const lastResort: ErrorRequestHandler = (_error: unknown, _request, response, next) => {
    if (response.headersSent) next(_error);
    else response.status(500).json({ error: 'Something went wrong on our side.' });
  };
  app.use(lastResort);

  const server = createServer(app).listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the shop has no port');
  const url = `http://127.0.0.1:${address.port}`;
  log.emit(shopStarted, { url, products: PRODUCTS.length });
  return {
    url,
    idle: worker.idle,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      const unfinished = await worker.close();
      await provider.close();
      log.emit(shopStopped, { unfinished });
    },
  };
}

/** The 4xx that an error of Express asks for. */
function statusOf(error: unknown): number | undefined {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 0;
  return status >= 400 && status < 500 ? status : undefined;
}
