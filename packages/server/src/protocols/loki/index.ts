export type { LokiMapOptions } from './map.js';
export { lokiPushRoutes } from './route.js';
