/** Where the names of an entry begin in its line: right after the message. Quotes in the message are escaped, so nothing else looks like it. */
const HEAD = '","event":"';

/** The names; lines of the stream `app` do not name it. */
const STREAM = /","event":"[^"]*","event_version":\d+(?:,"stream":"(\w+)")?/y;

/** The stream of an entry, read from its line. */
export function streamOf(line: string): string {
  STREAM.lastIndex = line.indexOf(HEAD);
  return STREAM.exec(line)?.[1] ?? 'app';
}
