import { entryType } from '../entry/entry-type.js';
import { field as f } from '../entry/field.js';

const path = f.string({ description: 'Path of the upgrade request, without the query.' });

/** A client opened a connection. */
export const socketConnected = entryType('ws.connected', {
  level: 'info',
  message: 'WebSocket {path} connected',
  description: 'A client opened a WebSocket connection.',
  fields: {
    path,
    query: f.json({ optional: true, description: 'Query parameters, secrets masked by name.' }),
    protocol: f.string({ optional: true, description: 'Subprotocol agreed on.' }),
    origin: f.string({ optional: true, description: 'Origin of the page, as the browser says.' }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
    user_id: f.standard({ optional: true }),
  },
});

/** The connection now belongs to a user. */
export const socketAuthenticated = entryType('ws.authenticated', {
  level: 'info',
  stream: 'security',
  message: 'WebSocket {path} authenticated',
  description: 'A connection was authenticated, at its start or by a message.',
  fields: { path, user_id: f.standard(), method: f.string({ optional: true, description: 'How: cookie, bearer, …' }) },
});

/** A client was not let in. */
export const socketRefused = entryType('ws.refused', {
  level: 'warning',
  stream: 'security',
  message: 'WebSocket {path} refused: {reason}',
  description: 'An upgrade or an authenticated connection was refused.',
  fields: {
    path,
    reason: f.string(),
    status: f.integer({ optional: true, description: 'HTTP status of a refused upgrade.' }),
    origin: f.string({ optional: true }),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
  },
});

/** A message, in either direction. Its content is never written. */
export const socketMessage = entryType('ws.message', {
  level: 'debug',
  message: 'WebSocket {path} {direction} {bytes} bytes',
  description: 'A message was received or sent.',
  fields: {
    path,
    direction: f.enum(['received', 'sent'], { class: 'public' }),
    kind: f.string({ optional: true, description: 'What the application calls this message.' }),
    binary: f.boolean(),
    bytes: f.integer(),
  },
});

/** A client sent more than it may. */
export const socketRateLimited = entryType('ws.rate_limited', {
  level: 'warning',
  stream: 'security',
  message: 'WebSocket {path} rate limited',
  description: 'A client sent more than it is allowed to.',
  fields: {
    path,
    limit: f.integer({ description: 'Messages allowed.' }),
    window_ms: f.duration({ optional: true, description: 'Per how long.' }),
  },
});

/** A connection is over. */
export const socketClosed = entryType('ws.closed', {
  level: 'info',
  message: 'WebSocket {path} closed: {code}',
  description: 'A connection ended.',
  fields: {
    path,
    code: f.integer({
      class: 'public',
      description: 'RFC 6455, section 7.4; 1006 when it broke without a closing handshake.',
    }),
    reason: f.string({ optional: true }),
    messages_received: f.integer(),
    messages_sent: f.integer(),
    bytes_received: f.integer(),
    bytes_sent: f.integer(),
    duration_ms: f.standard(),
  },
});

/** A connection failed. */
export const socketFailed = entryType('ws.error', {
  level: 'error',
  message: 'WebSocket {path}: {reason}',
  description: 'The protocol was violated, a limit exceeded or the connection broke.',
  fields: { path, reason: f.string({ description: 'Code of the error, else its message.' }), err: f.error() },
});
