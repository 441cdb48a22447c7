import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer, BrowserReceiver, Sender } from './receiver.js';

/**
 * Serves a request of node:http, or of a framework on top of it.
 *
 * @param ip the client's address
 * @param body what a framework has already read of it, if it has
 */
export async function receiveNode(
  receiver: BrowserReceiver,
  request: IncomingMessage,
  response: ServerResponse,
  { ip, body }: { ip: string | undefined; body?: unknown },
): Promise<void> {
  const answer = await answerTo(receiver, request, senderOf(request, ip), body);
  // The client has gone, or somebody else has answered: a time limit, say.
  if (answer === undefined || response.destroyed || response.headersSent) return;
  // What is left of a body is passed over by node:http; one that is too large is not worth that.
  response.writeHead(
    answer.status,
    answer.status === 413 ? { ...answer.headers, connection: 'close' } : answer.headers,
  );
  response.end();
}

/** What a request of node:http tells before its body has been read. */
export function senderOf(request: IncomingMessage, ip: string | undefined): Sender {
  const { origin, host, 'user-agent': userAgent, 'content-length': length } = request.headers;
  const header = (name: string): string | undefined => {
    const value = request.headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    method: request.method,
    origin,
    host,
    fetchSite: header('sec-fetch-site'),
    length: length === undefined ? undefined : Number(length),
    ip,
    userAgent: {
      'user-agent': userAgent,
      'sec-ch-ua': header('sec-ch-ua'),
      'sec-ch-ua-platform': header('sec-ch-ua-platform'),
    },
  };
}

async function answerTo(
  receiver: BrowserReceiver,
  request: IncomingMessage,
  sender: Sender,
  body: unknown,
): Promise<Answer | undefined> {
  const refusal = receiver.refuse(sender);
  if (refusal !== undefined) return refusal;
  const known = textOf(body);
  if (known !== undefined) return receiver.take(known, sender);
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request) {
      bytes += chunk.length;
      if (bytes > receiver.maxBytes) return receiver.tooLarge(sender);
      chunks.push(chunk);
    }
  } catch {
    // It broke off: nobody waits for an answer, and the page sends it again.
    return undefined;
  }
  return receiver.take(Buffer.concat(chunks).toString(), sender);
}

/** A body that a framework has read: as text, as bytes, or already as JSON. */
export function textOf(body: unknown): string | undefined {
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return Buffer.from(body).toString();
  if (typeof body !== 'object' || body === null) return undefined;
  try {
    return JSON.stringify(body);
  } catch {
    // Parsers read any depth, but nothing of a batch is so deep that it could not be written again.
    return '';
  }
}
