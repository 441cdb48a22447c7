import { describe, expect, it } from 'vitest';
import { assertJsonShape } from './json-shape.js';

describe('assertJsonShape', () => {
  const check = (text: string) => () => assertJsonShape(Buffer.from(text), { depth: 3, parts: 5 });
  const f = (text: string) => it(`lets ${text} pass`, () => expect(check(text)).not.toThrow());
  const refuse = (text: string, status: 400 | 413, message: RegExp) =>
    it(`refuses ${text}`, () =>
      expect(check(text)).toThrow(
        expect.objectContaining({ name: 'BodyError', status, message: expect.stringMatching(message) }),
      ));

  f('');
  f('[[[1]]]');
  f('[1,2,3,4,5]');
  f('{"a":"[[[[[[,,,,,,"}');
  f('["\\"[[[[,,,,,,","\\\\"]');
  f('"no end [[[[[[');
  f(']]]]]]');
  refuse('[[[[1]]]]', 400, /nested deeper than 3 levels/);
  refuse('{"a":{"b":{"c":{}}}}', 400, /nested deeper than 3 levels/);
  refuse('[1,2,3,4,5,6]', 413, /more than 5 values/);
  refuse('[[],[],[],[]]', 413, /more than 5 values/);
  refuse('["\\\\",[],[],[],[],1]', 413, /more than 5 values/);
});
