import { describe, expect, it } from 'vitest';
import { createLogger } from '../logger/create-logger.js';
import { memory } from '../sinks/memory.js';
import { consoleText } from './console.js';

function rendered(write: (log: ReturnType<typeof createLogger>) => void, colours = false): string {
  const captured = memory();
  write(createLogger({ service: 'shop', env: {}, handleExit: false, sinks: [captured] }));
  return consoleText(captured.lines[0] ?? '', { colours });
}

describe('consoleText', () => {
  it('shows time, level, logger, message and fields in one line', () => {
    const text = rendered((log) => log.named('cart').info('Item added', { item: 'sku-1', note: 'two words', n: 2 }));
    expect(text).toMatch(/^\d\d:\d\d:\d\d\.\d{3} INFO {5}cart Item added {2}item=sku-1 note="two words" n=2\n$/);
  });

  it('shows the stack and the causes below', () => {
    const err = Object.assign(new TypeError('no answer', { cause: new Error('refused') }), { code: 'E_PAY' });
    const lines = rendered((log) => log.error('Payment failed', { err })).split('\n');
    expect(lines[0]).toMatch(/ERROR {4}Payment failed$/);
    expect(lines[1]).toBe('    TypeError: no answer (E_PAY)');
    expect(lines[2]).toMatch(/^ {8}at /);
    expect(lines).toContainEqual('    caused by Error: refused');
  });

  it('lets no control character through', () => {
    const text = rendered((log) => log.info('a\u001b[2Jb\nFORGED', { key: '\u0007' }));
    expect(text.trimEnd().split('\n')).toHaveLength(1);
    expect(text).not.toContain('\u001b');
    expect(text).toContain('a\\x1b[2Jb\\x0aFORGED');
  });

  it('is coloured by level on request', () => {
    expect(rendered((log) => log.warning('w'), true)).toContain('\u001b[33mWARNING \u001b[0m');
  });
});
