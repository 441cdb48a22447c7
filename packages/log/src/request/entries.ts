import { atLevel, type EntryType, entryType } from '../entry/entry-type.js';
import { field as f } from '../entry/field.js';
import type { Level } from '../level.js';

/** One per request, written when the response is finished or the client has gone. */
export const httpRequest = entryType('http.request', {
  level: 'info',
  message: '{method} {path} {status}',
  description: 'A request was answered, or its client went away before the answer was complete.',
  fields: {
    method: f.string({ class: 'public' }),
    path: f.string({ description: 'Path without the query.' }),
    route: f.string({
      optional: true,
      class: 'public',
      description: 'Pattern of the route that answered: /orders/:id.',
    }),
    query: f.json({ optional: true, description: 'Query parameters, secrets masked by name.' }),
    headers: f.json({ optional: true, description: 'Request headers of the allow-list.' }),
    response_headers: f.json({ optional: true, description: 'Response headers of the allow-list.' }),
    request_body: f.json({
      optional: true,
      description: 'Sanitised body, when asked for; else what it was and how long.',
    }),
    response_body: f.json({
      optional: true,
      description: 'Sanitised body, when asked for; else what it was and how long.',
    }),
    status: f.integer({ class: 'public', description: '499 when the client went away before the head was sent.' }),
    aborted: f.boolean({ optional: true, description: 'The client went away before the answer was complete.' }),
    request_bytes: f.integer({ optional: true, description: 'Bytes of the request body.' }),
    response_bytes: f.integer({ optional: true, description: 'Bytes sent, head and body.' }),
    duration_ms: f.standard(),
    client_ip: f.standard({ optional: true }),
    user_agent: f.standard({ optional: true }),
    user_id: f.standard({ optional: true }),
  },
});

/** A handler threw, or passed an error on. */
export const httpError = entryType('http.error', {
  level: 'error',
  message: '{method} {path} failed: {reason}',
  description: 'A handler threw, or passed an error on; the framework or an error handler answers.',
  fields: {
    method: f.string({ class: 'public' }),
    path: f.string(),
    route: f.string({ optional: true, class: 'public' }),
    reason: f.string({ description: 'Message of the error.' }),
    err: f.error(),
  },
});

/** A callback among the options threw. The request's entry is written without what it would have said. */
export const requestOptionFailed = entryType('http.option_failed', {
  level: 'warning',
  message: 'The option {option} of the request logger threw',
  description: 'A callback given to the request logger threw; the entry of the request is written all the same.',
  fields: { option: f.enum(['ignore', 'userId']), err: f.error() },
});

const byLevel: Readonly<Record<'info' | 'warning' | 'error', EntryType<typeof httpRequest.fields>>> = {
  info: httpRequest,
  warning: atLevel(httpRequest, 'warning'),
  error: atLevel(httpRequest, 'error'),
};

/** nginx's number for a client that closed the connection before it was answered. */
export const CLIENT_CLOSED_REQUEST = 499;

/** The type of a request's entry by its status: 5xx is an error, 4xx a warning. */
export const httpRequestBy = (status: number): EntryType<typeof httpRequest.fields> => byLevel[levelOf(status)];

const levelOf = (status: number): Extract<Level, 'info' | 'warning' | 'error'> =>
  status >= 500 ? 'error' : status >= 400 ? 'warning' : 'info';
