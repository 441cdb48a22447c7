import type { Request } from 'express';

/** The pattern of the route that answered; `undefined` when none did. */
export function routeOf(request: Request): string | undefined {
  const route: unknown = request.route;
  const path = typeof route === 'object' && route !== null && 'path' in route ? route.path : undefined;
  // After an error Express 5 may leave no base URL at all, whatever the types say.
  return typeof path === 'string' ? `${request.baseUrl ?? ''}${path}` : undefined;
}
