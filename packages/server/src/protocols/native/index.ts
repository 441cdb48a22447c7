export { entriesOf } from './entries.js';
export { nativeIngestRoutes } from './route.js';
