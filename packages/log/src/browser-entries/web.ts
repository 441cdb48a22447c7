import type { BrowserReceiver, Sender } from './receiver.js';

/** Serves a request as the web's standards have it. */
export async function receiveWeb(
  receiver: BrowserReceiver,
  request: Request,
  ip: string | undefined,
): Promise<Response> {
  const header = (name: string): string | undefined => request.headers.get(name) ?? undefined;
  const length = header('content-length');
  const sender: Sender = {
    method: request.method,
    origin: header('origin'),
    host: header('host') ?? new URL(request.url).host,
    fetchSite: header('sec-fetch-site'),
    length: length === undefined ? undefined : Number(length),
    ip,
    userAgent: {
      'user-agent': header('user-agent'),
      'sec-ch-ua': header('sec-ch-ua'),
      'sec-ch-ua-platform': header('sec-ch-ua-platform'),
    },
  };
  const { status, headers } = receiver.refuse(sender) ?? (await taken(receiver, request, sender));
  return new Response(null, { status, headers });
}

async function taken(receiver: BrowserReceiver, request: Request, sender: Sender) {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request.body ?? []) {
      bytes += chunk.byteLength;
      if (bytes > receiver.maxBytes) return receiver.tooLarge(sender);
      chunks.push(chunk);
    }
  } catch {
    // It broke off: what has come is no batch, and the page sends it again.
  }
  return receiver.take(Buffer.concat(chunks).toString(), sender);
}
