export { type LokiReadRouteOptions, lokiReadRoutes } from './route.js';
