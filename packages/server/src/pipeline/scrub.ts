import { maskJson, rememberingSecretKeyTest, SECRET_MASK } from '@heartwood/redact';
import type { Json, RecordBody } from '../record/index.js';

/** The rules that ran; counts are kept by rule (P4: evidence that they ran). */
export type ScrubRule = 'secret_key' | 'unscanned_depth';

export interface ScrubOptions {
  /** Told how many values a rule replaced in one entry. */
  readonly onScrubbed?: ((rule: ScrubRule, values: number) => void) | undefined;
}

/**
 * Masks values under secret key names (`password`, `api_key`, `authorization`, … – see @heartwood/redact) before the entry
 * is flattened, so that `{ "credentials": { … } }` goes as a whole. Looks into fields, audit states, error causes and a payload
 * that is JSON. The SDK has done the same before; senders without it, and older ones, are the reason to do it again.
 */
export function createScrub(options: ScrubOptions = {}): (body: RecordBody) => void {
  const isSecret = rememberingSecretKeyTest();
  const report = options.onScrubbed ?? (() => {});

  function masked<T extends Json>(value: T): T {
    const result = maskJson(value, { isSecret });
    if (result.masked > 0) report('secret_key', result.masked);
    if (result.tooDeep > 0) report('unscanned_depth', result.tooDeep);
    // maskJson keeps objects objects and arrays arrays at the top level.
    return result.value as T;
  }

  /** In place, as nobody else holds the fields; plain values, the usual case, cost a look at their name. */
  function maskFields(fields: Record<string, Json>): void {
    for (const name in fields) {
      const value = fields[name];
      if (value === undefined || value === null || typeof value === 'boolean') continue;
      if (isSecret(name)) {
        if (value === SECRET_MASK) continue;
        fields[name] = SECRET_MASK;
        report('secret_key', 1);
      } else if (typeof value === 'object') fields[name] = masked(value);
    }
  }

  return (body) => {
    maskFields(body.fields);
    if (body.error?.causes !== undefined) body.error.causes = masked(body.error.causes);
    if (body.audit !== undefined) {
      const { changed, ...rest } = body.audit;
      body.audit = { ...masked(rest as Record<string, Json>), ...(changed === undefined ? {} : { changed }) };
    }
    if (body.payload !== undefined) body.payload = maskedPayload(body.payload);
  };

  function maskedPayload(payload: string): string {
    if (!/^\s*[[{]/.test(payload)) return payload;
    let value: Json;
    try {
      value = JSON.parse(payload) as Json;
    } catch {
      // A blob that only looks like JSON is text; patterns in text are another rule's business.
      return payload;
    }
    const result = masked(value);
    return result === value ? payload : JSON.stringify(result);
  }
}
