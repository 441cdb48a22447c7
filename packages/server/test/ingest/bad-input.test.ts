import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { constants, createGzip, gzipSync } from 'node:zlib';
import type { Engine } from '@heartwood/engine';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { removeDirectory, type Stack, startEngine, startStack, temporaryDirectory } from './stack.js';

const MiB = 1_048_576;

/** The "Bad input" list of the issue: each gets a clear answer, the neighbours are stored, the server stays up. */
describe('bad input', () => {
  let dir: string;
  let engine: Engine;
  let stack: Stack;
  let mark: string;
  beforeAll(async () => {
    dir = await temporaryDirectory();
    engine = await startEngine(dir);
    stack = await startStack(dir, engine);
  });
  afterAll(async () => {
    await stack.close();
    await engine.close();
    await removeDirectory(dir);
  });
  beforeEach(() => {
    mark = randomUUID();
  });
  // Whatever was sent, the server takes the next good batch.
  afterEach(async () => {
    expect(await (await send(good('after'))).json()).toEqual({ accepted: 1, rejected: [] });
  });

  const good = (message: string): string => `${JSON.stringify({ message, mark })}\n`;

  const send = (body: string | Buffer, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${stack.url}/api/v1/ingest`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson', ...headers },
      body,
    });

  /** Messages of this test's rows. */
  const stored = async (): Promise<unknown[]> =>
    (await stack.rows(`fields['mark'] = '${mark}'`)).map(({ message }) => message);

  async function expectOneRejected(line: string | Buffer, error: RegExp): Promise<void> {
    const body = Buffer.concat([Buffer.from(good('before')), Buffer.from(line), Buffer.from(`\n${good('behind')}`)]);
    const response = await send(body);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      accepted: 2,
      rejected: [{ line: 2, error: expect.stringMatching(error) }],
    });
    expect((await stored()).sort()).toEqual(['before', 'behind']);
  }

  describe('a line is rejected and its neighbours are stored', () => {
    const f = (what: string, line: () => string, error: RegExp) => it(what, () => expectOneRejected(line(), error));
    const timestamp = (value: unknown) => () => JSON.stringify({ timestamp: value, message: 'x' });

    f('malformed JSON', () => '{"message":"x"', /^not valid JSON/);
    f('no object', () => '[1,2]', /one JSON object, this is an array/);
    f(
      'a line of 10 MB',
      () => JSON.stringify({ message: 'x'.repeat(10_000_000) }),
      /^line of 100000\d\d bytes; at most 1048576/,
    );
    f('raw NUL bytes', () => '{"message":"a\0b"}', /NUL/);
    f('nothing but NUL bytes, as a crash leaves them', () => '\0'.repeat(4_096), /NUL/);
    f(
      'nesting 10,000 deep in objects',
      () => `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
      /nested deeper than 32 levels/,
    );
    f(
      'nesting 10,000 deep in arrays',
      () => `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
      /nested deeper than 32/,
    );
    f(
      'a payload nested 10,000 deep',
      () => `{"payload":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
      /nested deeper than 32/,
    );
    f('a timestamp in 1970', timestamp('1970-01-01T00:00:00Z'), /older than 10 years/);
    f('a timestamp in 2200', timestamp('2200-01-01T00:00:00Z'), /more than 24 hours ahead/);
    f('a garbage timestamp', timestamp('yesterday-ish'), /"yesterday-ish" is not a time/);
    f(
      '1,001 fields',
      () => JSON.stringify(Object.fromEntries(Array.from({ length: 1_001 }, (_, i) => [`f${i}`, i]))),
      /more than 1000 fields/,
    );
    f(
      'a field name of 300 characters',
      () => JSON.stringify({ ['n'.repeat(300)]: 1 }),
      /field name nnn.* has 300 characters/,
    );
  });

  it('a thousand bad lines are listed, the rest counted', async () => {
    const response = await send(`${'x\n'.repeat(5_000)}${good('kept')}`);
    const answer = (await response.json()) as { accepted: number; rejected: { line: number; error: string }[] };
    expect(answer.accepted).toBe(1);
    expect(answer.rejected.length).toBe(1_000);
    expect(answer.rejected.at(-1)).toEqual({ line: 1_000, error: expect.stringContaining('and 4000 more lines') });
    expect(await stored()).toEqual(['kept']);
  });

  it('invalid UTF-8 is stored with U+FFFD in its place', async () => {
    const line = Buffer.concat([
      Buffer.from('{"message":"caf'),
      Buffer.from([0xe9]),
      Buffer.from(`","mark":"${mark}"}\n${good('next')}`),
    ]);
    expect(await (await send(line)).json()).toEqual({ accepted: 2, rejected: [] });
    expect((await stored()).sort()).toEqual(['caf\ufffd', 'next']);
  });

  it('escaped NUL bytes and half surrogate pairs are stored as U+FFFD, names included', async () => {
    const body = `{"message":"a\\u0000b\\ud800c","mark":"${mark}","k":["\\udc00"],"back\\\\ud":"slash \\\\u0000 stays"}\n`;
    expect(await (await send(body)).json()).toEqual({ accepted: 1, rejected: [] });
    const [row] = await stack.rows(`fields['mark'] = '${mark}'`);
    expect(row?.message).toBe('a\ufffdb\ufffdc');
    expect(row?.fields).toEqual({ mark, k: '["\ufffd"]', back_ud: 'slash \\u0000 stays' });
    expect(stack.published.find(({ fields }) => fields.mark === mark)?.message).toBe('a\ufffdb\ufffdc');
  });

  it('names that collide, say __proto__ or spell a standard field are all kept', async () => {
    const body = `{"mark":"${mark}","a.b":1,"a":{"b":2},"__proto__":"p","9lives":true,"":"e","user":{"id":"u_1"},"pid":"no number","stream":"stdout","level":"loud"}\n`;
    expect(await (await send(body)).json()).toEqual({ accepted: 1, rejected: [] });
    const [row] = await stack.rows(`fields['mark'] = '${mark}'`);
    expect(row?.user_id).toBe('u_1');
    expect(row?.fields).toEqual({
      mark,
      a_b: '1',
      a_b_2: '2',
      _proto: 'p',
      _9lives: 'true',
      _: 'e',
      pid: 'no number',
      stream: 'stdout',
      level: 'loud',
    });
  });

  it('an empty body is a batch of nothing', async () => {
    expect(await (await send('')).json()).toEqual({ accepted: 0, rejected: [] });
    expect(await (await send('\n\n \r\n')).json()).toEqual({ accepted: 0, rejected: [] });
  });

  const failure = async (response: Response) => ({
    status: response.status,
    error: ((await response.json()) as { error: { code: string; message: string } }).error,
  });

  it('a wrong content type is 415', async () => {
    for (const type of ['text/plain', 'application/xml', 'multipart/form-data; boundary=x']) {
      expect(await failure(await send(good('x'), { 'content-type': type }))).toMatchObject({
        status: 415,
        error: { code: 'unsupported_media_type', message: expect.stringContaining(type) },
      });
    }
  });

  it('an unknown content encoding is 415', async () => {
    expect(await failure(await send(good('x'), { 'content-encoding': 'compress' }))).toMatchObject({ status: 415 });
  });

  it('what is not gzip, or is cut short, is 400', async () => {
    const whole = gzipSync(good('x').repeat(1_000));
    for (const body of [Buffer.from('hello'), whole.subarray(0, whole.length - 20)]) {
      expect(await failure(await send(body, { 'content-encoding': 'gzip' }))).toMatchObject({
        status: 400,
        error: { message: expect.stringContaining('not gzip') },
      });
    }
    expect(await stored()).toEqual([]);
  });

  it('gzip is taken', async () => {
    expect(await (await send(gzipSync(good('x')), { 'content-encoding': 'gzip' })).json()).toEqual({
      accepted: 1,
      rejected: [],
    });
    expect(await stored()).toEqual(['x']);
  });

  it('a body over the cap is 413, with and without a content length', async () => {
    const body = Buffer.alloc(33 * MiB, 'x');
    expect(await failure(await send(body))).toMatchObject({ status: 413, error: { code: 'too_large' } });
    const { port } = new URL(stack.url);
    const { request } = await import('node:http');
    const status = await new Promise((resolve, reject) => {
      const sent = request(
        {
          port,
          host: '127.0.0.1',
          method: 'POST',
          path: '/api/v1/ingest',
          headers: { 'content-type': 'application/x-ndjson' },
        },
        (response) => resolve(response.resume().statusCode),
      );
      sent.on('error', reject);
      sent.write(body);
      sent.end();
    });
    expect(status).toBe(413);
  });

  it('ten gzip bombs at once are 413, and none is ever inflated', async () => {
    const bomb = await gzipBomb(1_024 * MiB);
    expect(bomb.length).toBeLessThan(2 * MiB);
    const before = process.memoryUsage.rss();
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(bomb, { 'content-encoding': 'gzip' })));
    for (const answer of answers) expect(await failure(answer)).toMatchObject({ status: 413 });
    // Inflated they would be 10 GiB.
    expect(process.memoryUsage.rss() - before).toBeLessThan(300 * MiB);
  });

  it('a duplicate batch is stored once and answered alike', async () => {
    const key = randomUUID();
    const body = `${good('once')}broken\n`;
    const answers = await Promise.all([1, 2, 3].map(() => send(body, { 'idempotency-key': key })));
    answers.push(await send(body, { 'idempotency-key': key }));
    const bodies = await Promise.all(answers.map((answer) => answer.json()));
    for (const answer of bodies) expect(answer).toEqual(bodies[0]);
    expect(bodies[0]).toMatchObject({ accepted: 1, rejected: [{ line: 2 }] });
    expect(answers.filter(({ headers }) => headers.get('idempotency-replayed') === 'true').length).toBe(3);
    expect(await stored()).toEqual(['once']);
  });

  it('the same key of another sender is another batch', async () => {
    const key = randomUUID();
    await send(good('one'), { 'idempotency-key': key, 'x-key': 'k1' });
    await send(good('two'), { 'idempotency-key': key, 'x-key': 'k2' });
    expect((await stored()).sort()).toEqual(['one', 'two']);
  });

  it('an idempotency key of 300 characters is 400', async () => {
    expect(await failure(await send(good('x'), { 'idempotency-key': 'k'.repeat(300) }))).toMatchObject({ status: 400 });
  });

  it('a sender that hangs up in the middle leaves nothing behind', async () => {
    const { request } = await import('node:http');
    const { port } = new URL(stack.url);
    const headers = { 'content-type': 'application/x-ndjson', 'content-length': '100000' };
    await new Promise<void>((resolve) => {
      const sent = request({ port, host: '127.0.0.1', method: 'POST', path: '/api/v1/ingest', headers });
      sent.on('error', () => resolve());
      sent.write(good('cut'), () => setTimeout(() => sent.destroy(new Error('gone')), 50));
    });
    expect(await stored()).toEqual([]);
  });
});

async function gzipBomb(bytes: number): Promise<Buffer> {
  const gzip = createGzip({ level: constants.Z_BEST_COMPRESSION });
  const chunks: Buffer[] = [];
  gzip.on('data', (chunk: Buffer) => chunks.push(chunk));
  const zeros = Buffer.alloc(MiB, ' ');
  for (let at = 0; at < bytes; at += MiB)
    if (!gzip.write(zeros)) await new Promise((resolve) => gzip.once('drain', resolve));
  // Its last chunk has been given when it ends, not when it has finished taking.
  await Promise.all([once(gzip, 'end'), gzip.end()]);
  return Buffer.concat(chunks);
}
