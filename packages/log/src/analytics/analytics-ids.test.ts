import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AnalyticsOptions, analyticsIds } from './analytics-ids.js';

const posthog = (state: unknown): string => `ph_phc_x_posthog=${encodeURIComponent(JSON.stringify(state))}`;

describe('analyticsIds', () => {
  it.each<[string, string, object, AnalyticsOptions?]>([
    ['none', 'session=1; theme=dark', {}],
    ['Google', '_ga=GA1.1.1234.1700', { analytics_service: 'google', analytics_id: '1234.1700' }],
    [
      'Google with its session',
      'a=b; _ga_X1=GS1.1.1699.3.1.1700.0.0.0; _ga=GA1.2.1234.1700',
      { analytics_service: 'google', analytics_id: '1234.1700', analytics_session_id: '1699' },
    ],
    [
      'Google with its newer session',
      '_ga=GA1.1.1234.1700;_ga_X1=GS2.1.s1699$o3$g1$t1700',
      { analytics_service: 'google', analytics_id: '1234.1700', analytics_session_id: '1699' },
    ],
    ['Segment', 'ajs_anonymous_id=7f-9', { analytics_service: 'segment', analytics_id: '7f-9' }],
    ['Segment, quoted', 'ajs_anonymous_id=%227f-9%22', { analytics_service: 'segment', analytics_id: '7f-9' }],
    [
      'PostHog',
      posthog({ distinct_id: 'u-1', $sesid: [1, 's-2', 3] }),
      { analytics_service: 'posthog', analytics_id: 'u-1', analytics_session_id: 's-2' },
    ],
    [
      'PostHog without a session',
      posthog({ distinct_id: 'u-1' }),
      { analytics_service: 'posthog', analytics_id: 'u-1' },
    ],
    ['PostHog that is none', 'ph_x_posthog=%7B', {}],
    [
      'Matomo',
      '_pk_id.1.1fff=0123456789abcdef.1700.',
      { analytics_service: 'matomo', analytics_id: '0123456789abcdef' },
    ],
    [
      'your own',
      '_ga=GA1.1.1.2; visitor=v_7',
      { analytics_service: 'own', analytics_id: 'v_7' },
      { cookie: 'visitor' },
    ],
    [
      'another, without your own',
      '_ga=GA1.1.1.2',
      { analytics_service: 'google', analytics_id: '1.2' },
      { cookie: 'visitor' },
    ],
    ['what is too long', `ajs_anonymous_id=${'x'.repeat(129)}`, {}],
    ['what is no id', 'ajs_anonymous_id=%22%7B%0A%7D', {}],
    ['what is badly encoded', 'ajs_anonymous_id=%', {}],
  ])('%s', (_, cookie, ids, options) => {
    expect(analyticsIds({ cookie }, options)).toEqual(ids);
  });

  it('gives sound ids or none, whatever is sent', () => {
    expect(analyticsIds({})).toEqual({});
    const name = fc.constantFrom('_ga', '_ga_X', 'ajs_anonymous_id', 'ph_x_posthog', '_pk_id.1', 'visitor');
    const pairs = fc.array(fc.tuple(name, fc.string({ unit: 'binary' })), { maxLength: 6 });
    fc.assert(
      fc.property(pairs, (given) => {
        const cookie = given.map(([one, value]) => `${one}=${value}`).join('; ');
        for (const id of Object.values(analyticsIds({ cookie }, { cookie: 'visitor' }))) {
          expect(id).toMatch(/^[\w.:@/+=-]{1,128}$/);
        }
      }),
    );
  });
});
