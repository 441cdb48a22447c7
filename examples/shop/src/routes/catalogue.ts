import type { Logger } from '@heartwood/log';
import { Router } from 'express';
import { euros, type Product } from '../catalogue/products.js';
import type { Stock } from '../catalogue/stock.js';
import { productViewed, searched } from '../entries/index.js';

/** Looking around. */
export function catalogueRoutes(log: Logger, products: readonly Product[], stock: Stock): Router {
  const router = Router();
  const shown = (product: Product) => ({ ...product, price: euros(product.priceCents), stock: stock.left(product) });
  router.get('/products', (request, response) => {
    const words = typeof request.query.q === 'string' ? request.query.q.toLowerCase() : '';
    const hits = products.filter((product) => product.name.toLowerCase().includes(words));
    // What somebody pastes into a search box by mistake may be a card number or an address: letters are enough to learn from.
    if (words !== '') log.emit(searched, { words: words.replace(/[^a-z ]/g, '').slice(0, 40), hits: hits.length });
    response.json(hits.map(shown));
  });
  router.get('/products/:id', (request, response) => {
    const product = products.find(({ id }) => id === request.params.id);
    if (!product) {
      response.status(404).json({ error: 'There is no such product.' });
      return;
    }
    log.emit(productViewed, { product: product.id, price: euros(product.priceCents), in_stock: stock.left(product) });
    response.json(shown(product));
  });
  return router;
}
