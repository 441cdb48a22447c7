export { nativeIngestRoutes } from './route.js';
