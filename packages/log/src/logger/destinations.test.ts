import { describe, expect, it } from 'vitest';
import { loki } from '../sinks/loki/loki.js';
import { memory } from '../sinks/memory.js';
import { sinksOf } from './destinations.js';

const own = memory();
const ownLoki = loki({ url: 'http://own' });

const namesOf = (env: Record<string, string>, given = [own, ownLoki]) =>
  sinksOf(given, env).sinks.map((sink) => (sink === ownLoki ? 'own loki' : sink.name));

describe('destinations by the environment (L7, L8)', () => {
  it.each<[Record<string, string>, string[]]>([
    [{}, ['memory', 'own loki']],
    [
      { LOG_FILE_PATH: '/x', ELASTICSEARCH_URL: 'http://e', LOKI_URL: 'http://l' },
      ['memory', 'own loki', 'file', 'elasticsearch'],
    ],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://o' }, ['memory', 'own loki']],
    [{ LOG_DESTINATIONS: 'stdout' }, ['stdout']],
    [
      { LOG_DESTINATIONS: ' Loki , otlp,heartwood ,elasticsearch,stderr' },
      ['own loki', 'otlp', 'heartwood', 'elasticsearch', 'stderr'],
    ],
    [{ LOG_DESTINATIONS: 'memory,file', LOG_FILE_PATH: '/x' }, ['memory', 'file']],
    [{ LOG_DESTINATIONS: 'stdout,kafka' }, ['stdout']],
    [{ LOG_DESTINATIONS: 'kafka' }, ['memory', 'own loki']],
  ])('%o', (env, names) => {
    expect(namesOf(env)).toEqual(names);
  });

  it('says what is wrong', () => {
    expect(sinksOf([own], { LOG_DESTINATIONS: 'kafka,file' }).problems).toEqual([
      expect.stringMatching(/'kafka' is none of stdout, stderr, file, heartwood, loki, elasticsearch, otlp/),
      "LOG_DESTINATIONS: 'file' needs LOG_FILE_PATH",
    ]);
  });
});
