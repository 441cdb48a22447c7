import { PRODUCTS } from '../catalogue/products.js';
import type { Random } from '../chance/random.js';
import type { DemoPerson } from '../people/accounts.js';
import type { Browser } from './browser.js';
import { cardOf } from './cast.js';

/** Looks around: searches, opens a few products, some of which do not exist any more. */
export async function browse(browser: Browser, random: Random): Promise<void> {
  if (random.share() < 0.4) {
    await browser.get(`/products?q=${random.pick(['oak', 'chair', 'table', 'lamp', 'shelf', 'sofa'])}`);
  } else await browser.get('/products');
  for (let looks = 1 + random.below(4); looks > 0; looks--) {
    await browser.think(6);
    const gone = random.share() < 0.03;
    await browser.get(`/products/${gone ? 'p_teak_chest' : random.pick(PRODUCTS).id}`);
  }
}

/** Fills a cart, and thinks better of some of it. */
export async function fillCart(browser: Browser, random: Random): Promise<void> {
  await browse(browser, random);
  for (let items = 1 + random.below(3); items > 0; items--) {
    const product = random.pick(PRODUCTS);
    await browser.post('/cart/items', {
      product: product.id,
      quantity: 1 + random.below(product.priceCents > 20_000 ? 1 : 4),
    });
    await browser.think(8);
    if (random.share() < 0.15) await browser.remove(`/cart/items/${product.id}`);
  }
  await browser.get('/cart');
}

/** Signs in, mistyping the password now and then. */
export async function signIn(browser: Browser, person: DemoPerson, random: Random): Promise<boolean> {
  if (random.share() < 0.12) {
    await browser.post('/login', { email: person.email, password: person.password.slice(0, -1) });
    await browser.think(4);
  }
  const answer = await browser.post('/login', { email: person.email, password: person.password });
  return answer.status === 200;
}

/** Buys; when the card does not work, often tries once more. */
export async function buy(browser: Browser, person: DemoPerson, random: Random): Promise<void> {
  await fillCart(browser, random);
  await browser.think(5);
  if (!(await signIn(browser, person, random))) return;
  await browser.think(15);
  const first = await browser.post('/checkout', { card: cardOf(random) });
  if (first.status >= 402 && random.share() < 0.6) {
    await browser.think(20);
    await browser.post('/checkout', { card: cardOf(random) });
  }
  if (random.share() < 0.3) await browser.post('/logout');
}

/** Works through the invoices that wait for approval. */
export async function approveInvoices(browser: Browser, person: DemoPerson, random: Random): Promise<void> {
  if (!(await signIn(browser, person, random))) return;
  const { body } = await browser.get('/invoices');
  for (const id of idsOf(body).slice(0, 10)) {
    await browser.think(10);
    const reject = random.share() < 0.1;
    await browser.post(`/invoices/${id}/${reject ? 'reject' : 'approve'}`, {
      reason: reject ? 'amount does not match the order' : 'checked against the order',
    });
  }
  await browser.post('/logout');
}

/** Somebody curious opens a page that is not for them. */
export async function pry(browser: Browser, person: DemoPerson, random: Random): Promise<void> {
  if (await signIn(browser, person, random)) await browser.get('/invoices');
}

/** A scraper reads every price as fast as it can. */
export async function scrape(browser: Browser): Promise<void> {
  for (let round = 0; round < 5; round++) {
    for (const { id } of PRODUCTS) await browser.get(`/products/${id}`);
  }
  await browser.get('/robots.txt');
}

/** Somebody guesses one person's password until the account is locked, and a little longer. */
export async function breakIn(browser: Browser, victim: DemoPerson): Promise<void> {
  for (const guess of ['123456', 'password', 'qwertz', 'letmein', 'iloveyou', 'dragon', 'monkey']) {
    await browser.post('/login', { email: victim.email, password: guess });
    await browser.think(0.4);
  }
}

function idsOf(body: unknown): string[] {
  if (!Array.isArray(body)) return [];
  return body.flatMap((invoice: unknown) =>
    typeof invoice === 'object' && invoice !== null && 'id' in invoice ? [String(invoice.id)] : [],
  );
}
