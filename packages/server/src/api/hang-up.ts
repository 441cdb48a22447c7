import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

const peerOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;

/**
 * Makes a closing server hang up where Node would wait for a time-out of a minute: on connections that have not asked anything yet
 * (browsers open some in advance, and Node counts them as active), and on those that have just been given their answer.
 *
 * @see https://github.com/nodejs/node/blob/v20.19.0/src/node_http_parser.cc – `last_message_start_`
 */
export function hangUpWhenClosing(app: FastifyInstance): void {
  // By peer, as a request under TLS has another socket than its connection.
  const silent = new Map<string, Socket>();
  let closing = false;
  app.server.on('connection', (socket: Socket) => {
    if (closing) {
      socket.destroy();
      return;
    }
    const peer = peerOf(socket);
    silent.set(peer, socket);
    socket.once('close', () => silent.delete(peer));
  });
  app.server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    silent.delete(peerOf(socket));
    response.once('close', () => {
      if (closing) socket.end();
    });
  });
  app.addHook('preClose', async () => {
    closing = true;
    for (const socket of silent.values()) socket.destroy();
  });
}
