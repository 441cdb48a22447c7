import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { ApiError } from './api-error.js';

const API_PATHS = ['/api/', '/loki/', '/healthz', '/readyz', '/metrics'];

/** The page of the browser application; `undefined` when there is none at this place. */
export const readIndexPage = (webRoot: string): Promise<string | undefined> =>
  readFile(join(webRoot, 'index.html'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });

/**
 * Serves the browser application: its files by name, its page for every other address a browser opens (the application routes
 * by itself), and a JSON 404 for everything else.
 */
export async function addWebApp(app: FastifyInstance, webRoot: string | undefined): Promise<void> {
  if (webRoot !== undefined) {
    await app.register(fastifyStatic, {
      root: webRoot,
      cacheControl: false,
      setHeaders: (response, path) => {
        // Vite names these files by their content, so they never change (its `assetsDir` is `assets`).
        const hashed = path.startsWith(join(webRoot, 'assets'));
        response.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    const wantsPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
    if (webRoot !== undefined && wantsPage && !API_PATHS.some((prefix) => path.startsWith(prefix))) {
      return reply.header('cache-control', 'no-cache').sendFile('index.html', { cacheControl: false });
    }
    const error = new ApiError('not_found', `There is nothing at ${request.method} ${path}.`, {
      hint: 'GET /api/v1/openapi.json describes every path.',
    });
    return reply.status(404).send(error.body());
  });
}
