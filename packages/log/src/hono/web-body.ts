import { BodySample, bodyField } from '../request/body.js';

/**
 * A body of the web's kind as it may stand in an entry. A copy of it is read, at most `maxBytes` of it. What is not JSON or a
 * form, would not be written anyway and may be a stream without an end, is not read at all.
 */
export async function bodyOf(message: Request | Response, maxBytes: number): Promise<unknown> {
  if (message.body === null || message.bodyUsed) return undefined;
  const contentType = message.headers.get('content-type') ?? undefined;
  const contentEncoding = message.headers.get('content-encoding') ?? undefined;
  const declared = Number(message.headers.get('content-length') ?? 0);
  if (!/json|x-www-form-urlencoded/.test(contentType ?? '') || declared > maxBytes)
    return declared > 0 ? bodyField(undefined, declared, contentType) : '[stream]';
  const sample = new BodySample(maxBytes);
  try {
    for await (const chunk of message.clone().body ?? []) {
      sample.add(chunk);
      if (sample.bytes > maxBytes) break;
    }
  } catch {
    // The sender went away: what came is not a whole body.
    return bodyField(undefined, sample.bytes, contentType);
  }
  return sample.field(contentType, contentEncoding);
}
