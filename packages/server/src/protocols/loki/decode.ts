import { z } from 'zod';
import { BodyError } from '../body/body-error.js';

/** One pushed entry with its stream's labels; `index` counts all entries of the push from 1. */
export type PushedEntry =
  | {
      readonly index: number;
      readonly labels: Readonly<Record<string, string>>;
      /** Unix nanoseconds, digits. */
      readonly timestamp: string;
      readonly line: string;
      readonly metadata: Readonly<Record<string, string>>;
    }
  | { readonly index: number; readonly error: string };

const labelsSchema = z.record(z.string(), z.string());
const valueSchema = z.union([
  z.tuple([z.string().regex(/^-?\d{1,20}$/), z.string()]),
  z.tuple([z.string().regex(/^-?\d{1,20}$/), z.string(), labelsSchema]),
]);
const pushSchema = z.object({ streams: z.array(z.object({ stream: z.unknown(), values: z.array(z.unknown()) })) });

/**
 * Decodes the JSON form of Loki's push request
 * (https://grafana.com/docs/loki/latest/reference/loki-http-api/#ingest-logs): timestamp and line must be strings, metadata a
 * flat object of strings. An entry that is not so is yielded as an error; its neighbours stand.
 *
 * @throws BodyError 400 when the body as a whole is no push request.
 */
export function decodePush(body: Buffer): Generator<PushedEntry> {
  return entriesOf(parsePush(body).streams);
}

function* entriesOf(streams: z.infer<typeof pushSchema>['streams']): Generator<PushedEntry> {
  let index = 0;
  for (const { stream, values } of streams) {
    const labels = labelsSchema.safeParse(stream);
    for (const value of values) {
      index++;
      if (!labels.success) {
        yield { index, error: 'stream labels must be an object of strings' };
        continue;
      }
      const entry = valueSchema.safeParse(value);
      if (!entry.success) {
        yield { index, error: 'a value is ["<Unix nanoseconds as text>", "<line>", {metadata of strings}?]' };
        continue;
      }
      const [timestamp, line, metadata = {}] = entry.data;
      yield { index, labels: labels.data, timestamp, line, metadata };
    }
  }
}

function parsePush(body: Buffer): z.infer<typeof pushSchema> {
  let json: unknown;
  try {
    json = JSON.parse(body.toString('utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new BodyError(400, `the push request is not valid JSON: ${error.message.slice(0, 120)}`);
  }
  const push = pushSchema.safeParse(json);
  if (!push.success)
    throw new BodyError(400, 'a push request is {"streams":[{"stream":{…},"values":[["<ns>","<line>"],…]},…]}');
  return push.data;
}
