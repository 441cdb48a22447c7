import type { Request } from 'express';

/** The path as the client sent it, without the query. */
export const pathOf = (request: Request): string => request.originalUrl.split('?', 1)[0] ?? '';

/** The pattern of the route that answered; `undefined` when none did. */
export function routeOf(request: Request): string | undefined {
  const route: unknown = request.route;
  const path = typeof route === 'object' && route !== null && 'path' in route ? route.path : undefined;
  return typeof path === 'string' ? request.baseUrl + path : undefined;
}

/** The query's parameters; `undefined` when there is none. Repeated ones become lists. */
export function queryOf(request: Request): Record<string, string | string[]> | undefined {
  const start = request.originalUrl.indexOf('?');
  if (start === -1) return undefined;
  const query: [string, string | string[]][] = [];
  const parameters = new URLSearchParams(request.originalUrl.slice(start));
  for (const name of new Set(parameters.keys())) {
    const values = parameters.getAll(name);
    query.push([name, values.length === 1 ? (values[0] ?? '') : values]);
  }
  return query.length === 0 ? undefined : Object.fromEntries(query);
}
