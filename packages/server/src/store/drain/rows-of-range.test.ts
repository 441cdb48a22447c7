import { describe, expect, it } from 'vitest';
import type { Stream } from '../../record/index.js';
import { type BatchKey, encodeBatch } from '../batch/batch.js';
import { contentOf } from './rows-of-range.js';

const never = () => false;
const records = (parts: readonly Buffer[]) =>
  parts.map((data, index) => ({ position: { segment: 1, offset: index + 1 }, data }));
const block = (stream: Stream, partitions: readonly string[], bytes = 3) => ({
  stream,
  rows: 1,
  partitions,
  body: Buffer.alloc(bytes, '{}\n'),
});
const days = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `app:${from + index}`);

describe('the content of a range', () => {
  it('is one insert per table while it is small', () => {
    const content = contentOf(
      records(encodeBatch([block('app', ['app:1']), block('audit', ['audit:1']), block('app', ['app:1'])])),
      never,
    );
    expect(content.groups.map(({ stream, bodies }) => [stream, bodies.length])).toEqual([
      ['app', 2],
      ['audit', 1],
    ]);
    expect(content.rows).toBe(3);
  });

  it('is cut where one insert would touch more than a hundred partitions', () => {
    const blocks = [
      block('app', days(0, 60)),
      block('app', days(30, 60)),
      block('app', days(90, 20)),
      block('app', days(95, 10)),
    ];
    const { groups } = contentOf(records(encodeBatch(blocks)), never);
    expect(groups.map(({ bodies }) => bodies.length)).toEqual([2, 2]);
  });

  it('is cut after ten megabytes', () => {
    const blocks = Array.from({ length: 7 }, () => block('app', ['app:1'], 4_200_000));
    const { groups } = contentOf(records(encodeBatch(blocks)), never);
    expect(groups.map(({ bodies }) => bodies.length)).toEqual([3, 3, 1]);
  });

  it('leaves out repeated batches and reports what is no batch', () => {
    const key = (name: string): BatchKey => ({ key: name, at: 1, result: { accepted: 1, rejected: [] } });
    const parts = [
      ...encodeBatch([block('app', [])], key('new')),
      Buffer.from('junk'),
      ...encodeBatch([block('app', []), block('app', [])], key('old')),
    ];
    const content = contentOf(records(parts), ({ key: name }) => name === 'old');
    expect(content).toMatchObject({ rows: 1, repeats: 2, keys: [key('new')] });
    expect(content.unreadable.map(({ record }) => record.position.offset)).toEqual([2]);
  });
});
