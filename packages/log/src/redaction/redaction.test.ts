import { describe, expect, it } from 'vitest';
import { createLogger } from '../logger/create-logger.js';
import type { Logger } from '../logger/logger.js';
import type { LoggerOptions } from '../logger/settings.js';
import { memory } from '../sinks/memory.js';

const CARD = '4111 1111 1111 1111';

/** What the call wrote, as text, and what the logger counted. */
function logged(options: LoggerOptions, call: (log: Logger) => void) {
  const captured = memory();
  const log = createLogger({ sinks: [captured], handleExit: false, env: {}, ...options });
  call(log);
  return { text: JSON.stringify(captured.entries), stats: log.stats() };
}

const written = (call: (log: Logger) => void): string => logged({}, call).text;

describe('free text is scrubbed (L18)', () => {
  it.each<[string, (log: Logger) => void]>([
    ['the message', (log) => log.info(`paid with ${CARD}`)],
    ['a value', (log) => log.info('paid', { note: `with ${CARD}` })],
    ['a value inside another', (log) => log.info('paid', { request: { notes: [`with ${CARD}`] } })],
    ['the message and stack of an error', (log) => log.error('failed', { err: new Error(`declined: ${CARD}`) })],
    ['its cause', (log) => log.error('failed', { err: new Error('x', { cause: new Error(`declined: ${CARD}`) }) })],
    ['a field of a child', (log) => log.child({ note: CARD }).info('paid')],
  ])('%s', (_, call) => {
    const text = written(call);
    expect(text).toContain('[card]');
    expect(text).not.toContain('4111');
  });

  it('knows by its name that a number is no card', () => {
    expect(written((log) => log.info('placed', { order_id: '4111111111111111' }))).toContain('4111111111111111');
  });
});

describe('redaction of a logger (L18)', () => {
  const MAIL = 'anna@shop.example';

  it('observes e-mail and IP addresses by default, and counts every one', () => {
    const { text, stats } = logged({}, (log) => {
      for (let round = 0; round < 3; round++) log.info(`hello ${MAIL} from 203.0.113.9`, { card: CARD });
    });
    expect(text).toContain(MAIL);
    expect(text).toContain('203.0.113.9');
    expect(stats.findings).toEqual({ email: 3, ip: 3, card: 3 });
  });

  it('counts what stands in an error every time, although its frames are remembered', () => {
    const err = new Error(`no mailbox ${MAIL}`);
    const { stats } = logged({}, (log) => {
      for (let round = 0; round < 3; round++) log.error('failed', { err });
    });
    // In the message and in the first line of the stack.
    expect(stats.findings.email).toBe(6);
  });

  it.each<[string, string]>([
    ['mask', 'mail [email] now'],
    ['drop', '[dropped]'],
    ['off', `mail ${MAIL} now`],
    ['observe', `mail ${MAIL} now`],
  ])('%s', (mode, want) => {
    const redaction = { rules: { email: mode } } as LoggerOptions['redaction'];
    const { text } = logged({ ...(redaction && { redaction }) }, (log) => {
      log.info(`mail ${MAIL} now`, { note: `mail ${MAIL} now`, deep: { list: [`mail ${MAIL} now`] } });
    });
    expect(JSON.parse(text)[0]).toMatchObject({ message: want, note: want, deep: { list: [want] } });
  });

  it('tokenises with the key of the logger: the same value, the same token', () => {
    const keys = { tokenise: 'k'.repeat(32) };
    const { text } = logged({ keys, redaction: { rules: { email: 'tokenise' } } }, (log) => {
      log.info(`a ${MAIL}`);
      log.info(`b ${MAIL}`);
    });
    const tokens = [...text.matchAll(/\[email:([^\]]+)\]/g)].map(([, token]) => token);
    expect(tokens).toHaveLength(2);
    expect(new Set(tokens).size).toBe(1);
    expect(text).not.toContain(MAIL);
  });

  it('masks what has no key to be tokenised with, and says so', async () => {
    const captured = memory();
    const redaction = { rules: { email: 'tokenise' } } as const;
    const log = createLogger({ sinks: [captured], handleExit: false, env: {}, redaction });
    log.info(`a ${MAIL}`);
    await Promise.resolve();
    expect(JSON.stringify(captured.entries)).not.toContain(MAIL);
    expect(log.stats().withoutKey).toBe(1);
    expect(captured.entries.at(-1)).toMatchObject({ event: 'log.configuration_invalid' });
  });

  it('takes more secret names, and never reads what stands under them', () => {
    const fields = {
      caseRef: 'c-1',
      get old_case_ref(): string {
        throw new Error('read');
      },
      nested: { 'case-ref': 'c-2', case: 'open' },
    };
    const { text, stats } = logged({ redaction: { keys: ['case_ref'] } }, (log) => log.info('x', fields));
    expect(JSON.parse(text)[0]).toMatchObject({
      caseRef: '[secret]',
      old_case_ref: '[secret]',
      nested: { 'case-ref': '[secret]', case: 'open' },
    });
    expect(stats.degraded).toBe(0);
  });

  it('lets through what it is told to', () => {
    const allow = [{ rule: 'card', value: CARD }, { field: 'sample' }] as const;
    const { text, stats } = logged({ redaction: { allow } }, (log) => {
      log.info(`test with ${CARD}`, { sample: '5555555555554444', other: '5555555555554444' });
    });
    expect(JSON.parse(text)[0]).toMatchObject({
      message: `test with ${CARD}`,
      sample: '5555555555554444',
      other: '[card]',
    });
    expect(stats.findings).toEqual({ card: 1 });
  });

  it('is overridden by the environment; a rule that is misspelt keeps its default and is named', () => {
    const env = { LOG_REDACT: 'email=mask, ip=hide, emial=mask', LOG_REDACT_KEYS: 'case_ref' };
    const { text } = logged({ env, redaction: { rules: { email: 'off' } } }, (log) =>
      log.info(`${MAIL} from 203.0.113.9`, { caseRef: 1 }),
    );
    const entries = JSON.parse(text);
    expect(entries.at(-1)).toMatchObject({ message: '[email] from 203.0.113.9', caseRef: '[secret]' });
    const problems = entries.slice(0, -1).map(({ problem }: { problem: string }) => problem);
    expect(problems).toEqual([
      "LOG_REDACT: ip has no mode 'hide'; there are off, observe, mask, drop, tokenise, encrypt",
      expect.stringMatching(/^LOG_REDACT: there is no rule 'emial'; there are provider_token, jwt,/),
    ]);
  });

  it('treats states of audit entries, too', () => {
    const { text } = logged({ redaction: { rules: { email: 'mask' }, keys: ['case_ref'] } }, (log) => {
      log.audit({ action: 'user.changed', before: { contact: MAIL, case_ref: 'c-1' }, after: { contact: 'gone' } });
    });
    expect(JSON.parse(text)[0].audit.before).toEqual({ contact: '[email]', case_ref: '[secret]' });
  });
});
