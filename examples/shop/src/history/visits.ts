import { randomUUID } from 'node:crypto';
import { euros, PRODUCTS } from '../catalogue/products.js';
import type { Random } from '../chance/random.js';
import {
  accountLocked,
  automationSuspected,
  checkoutFailed,
  checkoutStarted,
  invoiceApproved,
  invoiceIssued,
  itemAdded,
  jobCompleted,
  loginFailed,
  loginSucceeded,
  orderPlaced,
  paymentDeclined,
  paymentRetried,
  paymentSucceeded,
  productViewed,
} from '../entries/index.js';
import { APPROVAL_LIMIT } from '../invoices/invoices.js';
import { ProviderError } from '../payments/payments.js';
import { type DemoPerson, maskEmail } from '../people/accounts.js';
import { BOT, deviceOf, INTRUDER } from '../traffic/cast.js';
import { createScene, type Happening, type Inside, type Scene } from './scene.js';

const short = (): string => randomUUID().slice(0, 10).replace('-', '');

/** A visit as it will have been: who looked at what, and what became of it. */
export function pastVisit(start: number, person: DemoPerson, approver: string, random: Random): readonly Happening[] {
  const scene = createScene(start, deviceOf(person));
  scene.click({ method: 'GET', route: '/products', path: '/products', status: 200, took: random.skewed(3) });
  for (let looks = 1 + random.below(4); looks > 0; looks--) lookAt(scene, random);
  if (random.share() < 0.45) return scene.happenings;

  const product = random.pick(PRODUCTS);
  const quantity = product.priceCents > 20_000 ? 1 : 1 + random.below(4);
  const cents = product.priceCents * quantity;
  scene.pass(random.skewed(7_000));
  scene.click(
    { method: 'POST', route: '/cart/items', path: '/cart/items', status: 201, took: random.skewed(2) },
    ({ emit }) => emit(1, itemAdded, { cart: `cart_${short()}`, product: product.id, quantity, value: euros(cents) }),
  );
  if (random.share() < 0.4) return scene.happenings;

  const email = maskEmail(person.email);
  scene.pass(random.skewed(6_000));
  if (random.share() < 0.12) {
    scene.click({ method: 'POST', route: '/login', path: '/login', status: 401, took: 4 }, ({ emit }) =>
      emit(2, loginFailed, { reason: 'wrong password', email, failures: 1 }),
    );
    scene.pass(random.skewed(4_000));
  }
  scene.signedIn(person.id);
  scene.click({ method: 'POST', route: '/login', path: '/login', status: 200, took: random.skewed(4) }, ({ emit }) =>
    emit(2, loginSucceeded, { user: person.id, email, failures_before: 0 }),
  );
  scene.pass(random.skewed(15_000));
  checkOut(scene, { product: product.id, quantity, price: euros(product.priceCents) }, cents, approver, random);
  return scene.happenings;
}

function lookAt(scene: Scene, random: Random): void {
  scene.pass(random.skewed(6_000));
  const { id, priceCents, stock } = random.pick(PRODUCTS);
  scene.click(
    { method: 'GET', route: '/products/:id', path: `/products/${id}`, status: 200, took: random.skewed(2) },
    ({ emit }) => emit(1, productViewed, { product: id, price: euros(priceCents), in_stock: stock }),
  );
}

interface Item {
  readonly product: string;
  readonly quantity: number;
  readonly price: string;
}

function checkOut(scene: Scene, item: Item, cents: number, approver: string, random: Random): void {
  const order = `o_${short()}`;
  const total = euros(cents);
  const slow = random.share() < 0.05 ? 1_700 : 0;
  const took = random.skewed(130) + slow;
  const declined = random.share() < 0.07;
  const status = declined ? 402 : 201;
  scene.click({ method: 'POST', route: '/checkout', path: '/checkout', status, took: took + 5 }, (inside) => {
    inside.emit(1, checkoutStarted, { order, items: 1, total });
    if (slow > 0) {
      const err = new ProviderError('PROVIDER_TIMEOUT', 'no answer within 1500 ms');
      inside.emit(1_500, paymentRetried, { order, amount: total, attempt: 1, duration_ms: 1_500, wait: 200, err });
    }
    const payment = { order, amount: total, attempt: slow > 0 ? 2 : 1, duration_ms: took - slow, card_last4: '4242' };
    if (declined) {
      inside.emit(took, paymentDeclined, { ...payment, reason: 'insufficient funds' });
      inside.emit(took + 1, checkoutFailed, { order, reason: 'payment declined', total });
      return;
    }
    inside.emit(took, paymentSucceeded, { ...payment, charge: `ch_${short()}`, card: '' });
    settle(inside, { order, item, cents, took, approver }, random);
  });
}

function settle(
  inside: Inside,
  sale: { order: string; item: Item; cents: number; took: number; approver: string },
  random: Random,
): void {
  const { order, item, cents, took, approver } = sale;
  const invoice = `inv_${short()}`;
  const amount = euros(cents);
  const waits = cents > APPROVAL_LIMIT;
  const issued = { state: waits ? 'waiting for approval' : 'approved', approver: null, amount } as const;
  const target = { type: 'invoice', id: invoice };
  inside.emit(took + 2, invoiceIssued, {
    invoice,
    order,
    amount,
    state: issued.state,
    audit: { actor: 'checkout', action: 'invoice.issue', target, outcome: 'success', after: issued },
  });
  inside.emit(took + 3, orderPlaced, { order, invoice, total: amount, items: [item], duration_ms: took + 3 });
  const kinds = ['invoice document', 'order mail'] as const;
  for (const [index, kind] of kinds.entries()) {
    const duration_ms = random.skewed(80);
    const job = { job: `job_${short()}`, kind, attempt: 1, duration_ms };
    inside.later(took + 10 + index + duration_ms, jobCompleted, { ...job, result: { order } });
  }
  if (!waits) return;
  inside.later(took + random.skewed(600_000), invoiceApproved, {
    invoice,
    amount,
    approver,
    audit: {
      actor: approver,
      action: 'invoice.approve',
      target,
      outcome: 'success',
      reason: 'checked against the order',
      before: issued,
      after: { ...issued, state: 'approved', approver },
      changed: ['state', 'approver'],
    },
  });
}

/** A scraper reads every price within seconds. */
export function pastScraping(start: number, random: Random): readonly Happening[] {
  const scene = createScene(start, BOT);
  for (let request = 1; request <= 40; request++) {
    const { id } = random.pick(PRODUCTS);
    scene.pass(random.skewed(60));
    scene.click(
      { method: 'GET', route: '/products/:id', path: `/products/${id}`, status: 200, took: random.skewed(2) },
      ({ emit }) => {
        if (request === 31) emit(0, automationSuspected, { requests: 31, seconds: 2.4, agent: BOT.userAgent });
      },
    );
  }
  return scene.happenings;
}

/** Somebody guesses a password until the account is locked. */
export function pastBreakIn(start: number, victim: DemoPerson): readonly Happening[] {
  const scene = createScene(start, INTRUDER);
  const email = maskEmail(victim.email);
  for (let failures = 1; failures <= 5; failures++) {
    scene.pass(400);
    scene.click({ method: 'POST', route: '/login', path: '/login', status: 401, took: 3 }, ({ emit }) => {
      emit(1, loginFailed, { reason: 'wrong password', email, failures });
      if (failures === 5) {
        const locked_until = start + 15 * 60_000;
        emit(2, accountLocked, { user: victim.id, email, failures, locked_until });
      }
    });
  }
  return scene.happenings;
}
