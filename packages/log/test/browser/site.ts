import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { addContext } from '../../src/context/context.js';
import { entryType } from '../../src/entry/entry-type.js';
import { field as f } from '../../src/entry/field.js';
import { browserEntries, requestLogger } from '../../src/http/index.js';
import { createLogger } from '../../src/logger/create-logger.js';
import { memory, type WrittenEntry } from '../../src/sinks/memory.js';
import { clientBundle } from './client-bundle.js';

/** The type that pages of the site write, as they declare it; `PAGE_TYPE` is the same as code for a page. */
export const paymentStuck = entryType('payment.stuck', {
  level: 'warning',
  message: 'Payment of {email} stuck at {step}',
  fields: {
    step: f.string(),
    attempts: f.integer({ default: 1 }),
    email: f.string({ class: 'pii', optional: true }),
    card: f.string({ class: 'secret', optional: true }),
    err: f.error({ optional: true }),
  },
});

export const PAGE_TYPE = `entryType('payment.stuck', {
  level: 'warning',
  message: 'Payment of {email} stuck at {step}',
  fields: {
    step: f.string(),
    attempts: f.integer({ default: 1 }),
    email: f.string({ class: 'pii', optional: true }),
    card: f.string({ class: 'secret', optional: true }),
    err: f.error({ optional: true }),
  },
})`;

/** How the site answers requests with entries. `deaf`: it writes them, and the answer is lost. */
export type Mood = 'well' | 'down' | 'deaf';

export interface PageOptions {
  /** Options of the logger, as code. */
  readonly options?: string;
  /** What the page does after it has made `log`, as code of a module. */
  readonly script?: string;
  /** More of the page's head. */
  readonly head?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An application whose pages log, and which takes what they log. */
export interface Site {
  readonly url: string;
  mood: Mood;
  /** Makes a page; its name is its release, too. */
  page(name: string, options?: PageOptions): string;
  /** What was written for a page. */
  entries(name: string): WrittenEntry[];
  /** Bodies of the requests with entries of a page, however they were answered. */
  bodies(name: string): string[];
  /** Of these the ones whose entries the site took, whether its answer arrived or not. */
  taken(name: string): string[];
  /** Headers of the requests to a path. */
  requests(path: string): IncomingHttpHeaders[];
  /** Forgets what came, for a test that begins, maybe a second time. */
  forget(): void;
  close(): Promise<void>;
}

export async function startSite(): Promise<Site> {
  const client = await clientBundle('createBrowserLogger, entryType, f');
  const captured = memory();
  const log = createLogger({ service: 'shop', level: 'info', sinks: [captured], env: {}, handleExit: false });
  const receive = browserEntries({ log, types: [paymentStuck] });
  const files = new Map<string, { type: string; text: string; headers: Readonly<Record<string, string>> }>();
  const seen: { path: string; headers: IncomingHttpHeaders }[] = [];
  const bodies: { readonly text: string; readonly taken: boolean }[] = [];
  const state: { mood: Mood } = { mood: 'well' };
  files.set('/client.js', { type: 'text/javascript', text: client, headers: {} });

  const entriesArrive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const push = request.push;
    const chunks: Buffer[] = [];
    const taken = state.mood !== 'down';
    request.push = function (this: IncomingMessage, chunk: unknown, encoding?: BufferEncoding) {
      if (chunk === null) bodies.push({ text: Buffer.concat(chunks).toString(), taken });
      else if (chunk instanceof Buffer) chunks.push(chunk);
      return push.call(this, chunk, encoding);
    };
    if (state.mood === 'down') {
      request.resume();
      response.writeHead(503, { 'retry-after': '1' }).end();
      return;
    }
    if (state.mood === 'deaf') response.end = () => response.destroy();
    await receive(request, response);
  };

  const listener = requestLogger({ log }, async (request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://x');
    seen.push({ path: pathname, headers: request.headers });
    if (pathname === '/logs') {
      addContext({ user_id: 'u_7' });
      return entriesArrive(request, response);
    }
    const file = files.get(pathname);
    if (file === undefined) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': file.type, ...file.headers }).end(file.text);
  });
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;

  return {
    url,
    get mood() {
      return state.mood;
    },
    set mood(mood) {
      state.mood = mood;
    },
    page(name, { options = '', script = '', head = '', headers = {} } = {}) {
      const code = `import { createBrowserLogger, entryType, f } from '/client.js';
const log = globalThis.log = createBrowserLogger({ service: 'shop-web', release: '${name}', ${options} });
const paymentStuck = globalThis.paymentStuck = ${PAGE_TYPE};
${script}
globalThis.document?.documentElement.setAttribute('data-ready', '');`;
      const html = `<!doctype html><title>${name}</title>${head}<script type="module" src="/${name}.js"></script>`;
      files.set(`/${name}`, { type: 'text/html', text: html, headers });
      files.set(`/${name}.js`, { type: 'text/javascript', text: code, headers: {} });
      return `${url}/${name}`;
    },
    entries: (name) => captured.entries.filter(({ release }) => release === name),
    bodies: (name) => bodies.flatMap(({ text }) => (text.includes(`"release":"${name}"`) ? [text] : [])),
    taken: (name) => bodies.flatMap(({ text, taken }) => (taken && text.includes(`"release":"${name}"`) ? [text] : [])),
    requests: (path) => seen.filter((one) => one.path === path).map(({ headers }) => headers),
    forget() {
      captured.clear();
      bodies.length = 0;
      seen.length = 0;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      await log.close();
    },
  };
}
