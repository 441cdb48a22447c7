export * as entries from './entries/index.js';
export { type BackfillOptions, backfill } from './history/backfill.js';
export { type DemoPerson, demoPeople } from './people/accounts.js';
export { type Shop, type ShopOptions, startShop } from './shop.js';
export { startTraffic, type Traffic, type TrafficOptions } from './traffic/traffic.js';
