import { expect, it } from 'vitest';
import { SettingError, settingsOf } from './settings.js';

it('has a working default for everything, and refuses what it cannot use', () => {
  expect(settingsOf({})).toEqual({
    url: 'http://127.0.0.1:4710',
    key: undefined,
    port: 0,
    rate: 30,
    seed: 1,
    historyHours: 3,
    spoolDir: './shop-spool',
  });
  expect(settingsOf({ SHOP_RATE: '120', SHOP_HISTORY: '0', HEARTWOOD_API_KEY: '' })).toMatchObject({
    rate: 120,
    historyHours: 0,
    key: undefined,
  });
  expect(() => settingsOf({ SHOP_RATE: 'many' })).toThrow(SettingError);
  expect(() => settingsOf({ SHOP_PORT: '70000' })).toThrow('SHOP_PORT');
});
