import { describe, expect, it } from 'vitest';
import { loki } from '../sinks/loki/loki.js';
import { memory } from '../sinks/memory.js';
import type { Sink } from '../sinks/sink.js';
import { stdout } from '../sinks/stdout.js';
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
    const rotation = { LOG_ROTATION_SIZE: 'big', LOG_RETENTION_DAYS: '-3', LOG_ROTATION_PERIOD: 'weekly' };
    expect(sinksOf([own], rotation).problems).toEqual([
      "LOG_ROTATION_SIZE: 'big' is no size such as 100MB",
      "LOG_RETENTION_DAYS: '-3' is no number of days",
      "LOG_ROTATION_PERIOD: 'weekly' is none of hour, day, never",
    ]);
    expect(sinksOf([own], { LOG_ROTATION_SIZE: '5MB', LOG_RETENTION_DAYS: '7' }).problems).toEqual([]);
  });

  it('passes over what is no sink, and writes to the standard output when there is none', () => {
    const [forgotten, name] = [stdout, 'stdout'] as unknown as Sink[];
    const problem = (index: number) => `sinks[${index}] is no sink: give what a function such as stdout() returns`;
    expect(sinksOf([own, forgotten!], {})).toEqual({ sinks: [own], problems: [problem(1)] });
    const { sinks, problems } = sinksOf([forgotten!, name!, undefined as unknown as Sink], {});
    expect([sinks.map((sink) => sink.name), problems]).toEqual([['stdout'], [0, 1, 2].map(problem)]);
    expect(sinksOf([], {})).toEqual({ sinks: [], problems: [] });
  });
});
