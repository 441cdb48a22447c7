import { atLevel, type EntryType, entryType } from '../entry/entry-type.js';
import { field as f } from '../entry/field.js';

const call = {
  method: f.string({ class: 'public' }),
  origin: f.string({ description: 'Scheme, host and port of the service.' }),
  path: f.string({ description: 'Path without the query.' }),
  attempt: f.integer({
    description: 'From 1; more when the same call failed before in the same context: it is a retry.',
  }),
  duration_ms: f.standard(),
} as const;

/** Another service answered a call. */
export const callAnswered = entryType('http_client.request', {
  level: 'info',
  message: '{method} {origin}{path} {status}',
  description: 'A call to another service was answered.',
  fields: {
    ...call,
    query: f.json({ optional: true, description: 'Query parameters, secrets masked by name.' }),
    status: f.integer({ class: 'public' }),
    waited_ms: f.duration({ description: 'Until the head of the answer had come.' }),
    slow: f.boolean({ optional: true, description: 'It took at least as long as the threshold.' }),
  },
});

/** A call to another service got no answer. */
export const callFailed = entryType('http_client.failed', {
  level: 'error',
  message: '{method} {origin}{path} failed: {reason}',
  description: 'A call to another service got no answer, or the answer broke off.',
  fields: { ...call, reason: f.string({ description: 'Code of the error, else its message.' }), err: f.error() },
});

const answeredWarning = atLevel(callAnswered, 'warning');

/** A status from 400 on, and an answer that was slow, are warnings: whether they are errors is for the caller to say. */
export const callAnsweredBy = (status: number, slow: boolean): EntryType<typeof callAnswered.fields> =>
  status >= 400 || slow ? answeredWarning : callAnswered;
