import {
  createScanner,
  maskJson,
  type RuleId,
  rememberingSecretKeyTest,
  type ScanPolicy,
  SECRET_MASK,
} from '@heartwood/redact';
import type { Json, RecordBody } from '../record/index.js';

/** The rules that ran; counts are kept by rule (P4: evidence that they ran). */
export type ScrubRule = RuleId | 'secret_key' | 'unscanned_depth' | 'unscanned_size';

export interface ScrubOptions {
  /** Told how many values a rule replaced. */
  readonly onScrubbed?: ((rule: ScrubRule, values: number) => void) | undefined;
  /** Told how many values a rule found and left, because it only observes. */
  readonly onObserved?: ((rule: RuleId, values: number) => void) | undefined;
  /** What is looked for in texts, and what happens with it; default: the rules' own modes. */
  readonly policy?: Pick<ScanPolicy, 'rules' | 'allow' | 'maxLength'> | undefined;
}

/**
 * Scrubs an entry before it is flattened. Values under secret key names (`password`, `api_key`, `authorization`, … – see
 * @heartwood/redact) are masked, `{ "credentials": { … } }` as a whole. Texts – the message, error messages and stacks, fields, audit
 * states, the payload – are searched for what looks like a secret or personal data. The SDK has done the same before; senders
 * without it, and older ones, are the reason to do it again. Identifiers that are standard fields (`trace_id`, `request_id`, …) are
 * never touched.
 */
export function createScrub(options: ScrubOptions = {}): (body: RecordBody) => void {
  const isSecret = rememberingSecretKeyTest();
  const report = options.onScrubbed ?? (() => {});
  let event = '';
  const scanner = createScanner({
    ...options.policy,
    onFound: (rule, mode) => (mode === 'observe' ? options.onObserved?.(rule, 1) : report(rule, 1)),
    onUnscanned: () => report('unscanned_size', 1),
  });
  const scrub = (text: string, name: string): string => scanner.text(text, name, event);

  function masked<T extends Json>(value: T): T {
    const result = maskJson(value, { isSecret, scrub });
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
      } else if (typeof value === 'string') fields[name] = scrub(value, name);
      else if (typeof value === 'object') fields[name] = masked(value);
    }
  }

  return (body) => {
    event = body.event ?? '';
    body.message = scrub(body.message, 'message');
    maskFields(body.fields);
    if (body.error !== undefined) scrubError(body.error);
    if (body.audit !== undefined) {
      const { changed, ...rest } = body.audit;
      body.audit = { ...masked(rest as Record<string, Json>), ...(changed === undefined ? {} : { changed }) };
    }
    if (body.payload !== undefined) body.payload = maskedPayload(body.payload);
  };

  function scrubError(error: NonNullable<RecordBody['error']>): void {
    if (error.message !== undefined) error.message = scrub(error.message, 'message');
    if (error.stack !== undefined) error.stack = scrub(error.stack, 'stack');
    if (error.causes !== undefined) error.causes = masked(error.causes);
  }

  function maskedPayload(payload: string): string {
    if (!/^\s*[[{]/.test(payload)) return scrub(payload, 'payload');
    let value: Json;
    try {
      value = JSON.parse(payload) as Json;
    } catch {
      // A blob that only looks like JSON is text.
      return scrub(payload, 'payload');
    }
    const result = masked(value);
    return result === value ? payload : JSON.stringify(result);
  }
}
