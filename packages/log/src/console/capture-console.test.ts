import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '../logger/create-logger.js';
import { memory } from '../sinks/memory.js';
import { captureConsole } from './index.js';

const captured = memory();
const log = createLogger({ service: 'shop', level: 'debug', env: {}, handleExit: false, sinks: [captured] });
let restore = () => {};

beforeEach(() => {
  restore = captureConsole({ log });
});
afterEach(() => {
  restore();
  captured.clear();
});

describe('captureConsole', () => {
  it.each<[string, () => void, string, string]>([
    ['log', () => console.log('a', 1, true, null), 'INFO', 'a 1 true null'],
    ['info', () => console.info('%d items, %s%%', 2, 'x'), 'INFO', '2 items, x%'],
    ['debug', () => console.debug(), 'DEBUG', ''],
    ['warn', () => console.warn('\u001b[33mcareful\u001b[0m'), 'WARNING', 'careful'],
    ['error', () => console.error('broken', new TypeError('x')), 'ERROR', 'broken TypeError: x'],
    ['dir', () => console.dir({ a: 1 }, { depth: 0 }), 'INFO', '{ a: 1 }'],
    ['trace', () => console.trace('here'), 'DEBUG', 'here'],
    ['assert', () => console.assert(false, 'must be'), 'ERROR', 'must be'],
    ['assert', () => console.assert(false), 'ERROR', 'Assertion failed'],
  ])('console.%s', (method, call, level, message) => {
    call();
    expect(captured.entries).toMatchObject([{ level, message, logger: 'console', console: method }]);
  });

  it('an assertion that holds is no entry', () => {
    console.assert(true, 'fine');
    expect(captured.entries).toEqual([]);
  });

  it('keeps the error, masks secrets in objects, and survives anything (L18, L20)', () => {
    const cyclic: Record<string, unknown> = { password: 'canary', nested: { apiKey: 'canary' } };
    cyclic.self = cyclic;
    console.error('login failed', cyclic, new Error('no', { cause: new Error('refused') }));
    expect(captured.entries[0]).toMatchObject({ error: { message: 'no', causes: [{ message: 'refused' }] } });
    expect(captured.entries[0]?.message).toContain("password: '[secret]'");
    expect(captured.lines.join()).not.toContain('canary');
    const hostile = {
      get thrower() {
        throw new Error('boom');
      },
      [Symbol.for('nodejs.util.inspect.custom')]: () => {
        throw new Error('boom');
      },
    };
    expect(() => console.log(hostile, new Proxy({}, { ownKeys: () => 7 as never }))).not.toThrow();
    expect(captured.entries).toHaveLength(2);
  });

  it('a sink that writes to the console is not logged again', () => {
    restore();
    const lines: string[] = [];
    const original = console.log;
    console.log = (line: string) => void lines.push(line);
    const talking = {
      name: 'talking',
      write: (line: string) => console.log(line),
      stats: () => ({ written: 0, dropped: 0 }),
    };
    restore = captureConsole({ log: createLogger({ env: {}, handleExit: false, sinks: [talking] }) });
    console.log('once');
    restore();
    console.log = original;
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('"message":"once"');
  });

  it('lets the originals write too when asked to, and gives back exactly what was there', () => {
    restore();
    const said: unknown[][] = [];
    const original = console.warn;
    const theirs = (...args: unknown[]) => void said.push(args);
    console.warn = theirs;
    restore = captureConsole({ log, passThrough: true });
    console.warn('both', 1);
    expect([said, captured.entries.length]).toEqual([[['both', 1]], 1]);
    restore();
    expect(console.warn).toBe(theirs);
    console.warn = original;
  });
});
