import { describe, expect, it } from 'vitest';
import { createLogger } from '../logger/create-logger.js';
import { memory } from '../sinks/memory.js';

const CARD = '4111 1111 1111 1111';

/** The one entry that the call wrote, as text. */
function written(call: (log: ReturnType<typeof createLogger>) => void): string {
  const captured = memory();
  const log = createLogger({ sinks: [captured], handleExit: false, env: {} });
  call(log);
  return JSON.stringify(captured.entries);
}

describe('free text is scrubbed (L18)', () => {
  it.each<[string, (log: ReturnType<typeof createLogger>) => void]>([
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
