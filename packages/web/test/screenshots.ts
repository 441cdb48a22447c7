import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { type Browser, DESKTOP, PHONE, signIn } from './browser.js';

interface Scene {
  readonly file: string;
  readonly address: string;
  readonly options: BrowserContextOptions;
  /** What is done before the picture is taken. */
  readonly act?: (page: Page) => Promise<void>;
}

const SCENES: readonly Scene[] = [
  { file: 'explore.png', address: '/explore', options: DESKTOP },
  {
    file: 'explore-dark.png',
    address: '/explore?q=level:ERROR',
    options: { ...DESKTOP, colorScheme: 'dark' },
    act: async (page) => {
      await page.locator('[role=row][data-index="1"]').click();
      await page.getByRole('complementary', { name: 'Entry' }).waitFor();
    },
  },
  { file: 'explore-mobile.png', address: '/explore', options: PHONE },
];

/**
 * Takes the README's pictures of a running platform, whatever entries it holds (of the last hour, some of level ERROR).
 *
 * @param directory where the PNGs go; made when it is missing
 * @returns the paths of the pictures
 */
export async function takeScreenshots(
  browser: Browser,
  platform: { readonly url: string; readonly login: { readonly username: string; readonly password: string } },
  directory: string,
): Promise<readonly string[]> {
  await mkdir(directory, { recursive: true });
  const files: string[] = [];
  for (const { file, address, options, act } of SCENES) {
    const { page } = await browser.open(options);
    await signIn(page, platform.url, platform.login);
    await page.goto(`${platform.url}${address}`);
    await page.locator('[role=row][data-index="0"]').waitFor();
    await page.locator('.uplot canvas').waitFor();
    await act?.(page);
    // The pointer leaves no row marked, and the last request is answered.
    await page.mouse.move(0, 0);
    await page.waitForLoadState('networkidle');
    files.push(join(directory, file));
    await page.screenshot({ path: join(directory, file), animations: 'disabled' });
  }
  return files;
}
