import { expect, it } from 'vitest';
import { readEvents, type ServerEvent } from './event-stream.js';

async function read(text: string, size: number): Promise<ServerEvent[]> {
  const bytes = new TextEncoder().encode(text);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const events: ServerEvent[] = [];
  for await (const event of readEvents(chunks())) events.push(event);
  return events;
}

it('takes events out of a stream, however it is cut', async () => {
  const text =
    ': hello\n\nevent: entries\ndata: ["ä€"]\n\ndata: a\ndata: b\n\nevent: empty\n\nevent:dropped\r\ndata:{"count":1}\r\n\r\n';
  const want = [
    { event: 'entries', data: '["ä€"]' },
    { event: 'message', data: 'a\nb' },
    { event: 'dropped', data: '{"count":1}' },
  ];
  for (const size of [1, 2, 3, 7, 1_000]) expect(await read(text, size), `${size}`).toEqual(want);
});
