import { describe, expect, it } from 'vitest';
import { entryType } from '../entry/entry-type.js';
import type { Level } from '../level.js';
import { createLogger } from '../logger/create-logger.js';
import { memory } from './memory.js';
import { only } from './only.js';

const login = entryType('login', { level: 'info', stream: 'security', message: 'in' });

function messagesThrough(options: Parameters<typeof only>[0]): unknown[] {
  const sink = memory();
  const log = createLogger({ service: 's', level: 'debug', env: {}, handleExit: false, sinks: [only(options, sink)] });
  log.debug('debug');
  log.warning('forged ","event":"x","event_version":1,"stream":"audit"', { deep: { n: 1, stream: 'audit' } });
  log.error('error', { stream: 'audit', code: 7 });
  log.emit(login);
  log.audit({ action: 'act' });
  expect((log.stats().sinks.memory?.filtered ?? 0) + sink.entries.length).toBe(5);
  return sink.entries.map((entry) => entry.message);
}
const FORGED = 'forged ","event":"x","event_version":1,"stream":"audit"';

describe('only', () => {
  it('lets through from a level up', () => {
    expect(messagesThrough({ level: 'warning' })).toEqual([FORGED, 'error']);
  });
  it('lets through by stream, which no value can forge', () => {
    expect(messagesThrough({ streams: ['audit', 'security'] })).toEqual(['in', 'act: success']);
    expect(messagesThrough({ streams: ['app'] })).toEqual(['debug', FORGED, 'error']);
  });
  it('asks the filter last; one that throws lets through', () => {
    expect(messagesThrough({ filter: (entry) => entry.code === 7 })).toEqual(['error']);
    const broken = () => {
      throw new Error('no');
    };
    expect(messagesThrough({ level: 'error', filter: broken })).toEqual(['error']);
  });

  it('takes the levels of other libraries, and a stream without a list, as JavaScript allows them', () => {
    const captured = [memory(), memory()] as const;
    const sinks = [only({ level: 'WARN' as Level }, captured[0]), only({ streams: 'audit' as never }, captured[1])];
    const log = createLogger({ service: 's', env: {}, handleExit: false, sinks });
    log.info('no');
    log.warning('yes');
    log.audit({ action: 'audited' });
    expect(captured.map((sink) => sink.entries.map(({ message }) => message))).toEqual([['yes'], ['audited: success']]);
  });
});
