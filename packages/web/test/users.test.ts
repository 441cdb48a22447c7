import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, PHONE, signIn, startBrowser } from './browser.js';
import { type Platform, startPlatform } from './platform.js';

let platform: Platform;
let browser: Browser;
/** Another one at each attempt at the first test: the one before may have been added. */
let user: string;
/** The password of the user: what the server made up, later what they have chosen. */
let current: string;

beforeAll(async () => {
  [platform, browser] = await Promise.all([startPlatform(), startBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await platform?.close();
});

describe('users', () => {
  it('are added by an administrator, with a password that is shown once', async () => {
    user = `jo.${randomUUID().slice(0, 8)}@shop.example`;
    const { page, problems } = await browser.open();
    await signIn(page, platform.url, platform.login);
    await page.getByRole('link', { name: 'Users' }).click();
    await page.getByRole('cell', { name: 'admin', exact: true }).waitFor();
    // Nobody locks themselves out: there are no buttons in one's own row.
    await page.getByRole('cell', { name: 'you', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Add user' }).click();
    await page.getByLabel('User name').fill(user);
    await page.locator('form').getByRole('button', { name: 'Add user' }).click();
    current = (await page.getByRole('dialog').locator('code').textContent()) ?? '';
    expect(current).toMatch(/^\w{5}(-\w{5}){4}$/);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('cell', { name: user, exact: true }).waitFor();
    expect(await page.content()).not.toContain(current);
    expect(problems).toEqual([]);
  });

  it('change their password, which signs them out everywhere else', async () => {
    const given = current;
    const chosen = `chosen by themselves ${randomUUID()}`;
    const [here, elsewhere] = [await browser.open(), await browser.open()];
    for (const { page } of [here, elsewhere]) await signIn(page, platform.url, { username: user, password: given });
    const { page, problems } = here;
    expect(await page.getByRole('link', { name: 'Users' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: 'Change password' }).click();
    const dialog = page.getByRole('dialog');
    const fill = async (old: string, next: string, again = next): Promise<void> => {
      await dialog.getByLabel('Current password').fill(old);
      await dialog.getByLabel('New password', { exact: true }).fill(next);
      await dialog.getByLabel('New password again').fill(again);
      await dialog.getByRole('button', { name: 'Change password' }).click();
    };
    await fill(given, chosen, 'something else');
    await dialog.getByText('The two differ.').waitFor();
    await fill('a guess', chosen);
    await dialog.getByText('The current password is wrong.').waitFor();
    await fill(given, 'short');
    await dialog.getByText('That is too short.').waitFor();
    await fill(given, chosen);
    await dialog.getByText('The password is changed.').waitFor();
    current = chosen;
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.reload();
    await page.getByRole('heading', { name: 'Explore' }).waitFor({ state: 'attached' });
    await elsewhere.page.reload();
    await elsewhere.page.getByRole('button', { name: 'Sign in' }).waitFor();
    await signIn(elsewhere.page, platform.url, { username: user, password: chosen });
    expect([...problems, ...elsewhere.problems]).toEqual([]);
  });

  it('get a new password and are deleted, on a phone too', async () => {
    const leaving = `kim.${randomUUID().slice(0, 8)}@shop.example`;
    const first = await platform.addUser(leaving);
    const { page, problems } = await browser.open(PHONE);
    await signIn(page, platform.url, platform.login);
    await page.getByRole('link', { name: 'Users' }).tap();
    await page.getByRole('button', { name: `New password for ${leaving}` }).tap();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await page.getByRole('button', { name: 'Replace the password' }).tap();
    const again = (await page.getByRole('dialog').locator('code').textContent()) ?? '';
    expect(again).toMatch(/^\w{5}(-\w{5}){4}$/);
    expect(again).not.toBe(first);
    await page.getByRole('button', { name: 'Done' }).tap();
    await page.getByRole('button', { name: `Delete ${leaving}` }).tap();
    await page.getByRole('button', { name: 'Delete for good' }).tap();
    await page.getByText(leaving).waitFor({ state: 'detached' });
    expect(problems).toEqual([]);
  });
});
