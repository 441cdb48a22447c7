import { describe, expect, it } from 'vitest';
import { settingsOf } from './settings.js';

describe('settingsOf', () => {
  it.each([
    ['development by default', {}, { environment: 'development', level: 'debug', format: 'console', service: 'app' }],
    ['production', { env: { NODE_ENV: 'production' } }, { environment: 'production', level: 'info', format: 'json' }],
    ['staging', { environment: 'staging', env: {} }, { level: 'debug', format: 'json' }],
    [
      'the environment wins over the code',
      {
        service: 'shop',
        level: 'error' as const,
        levels: { a: 'info', b: 'info' } as const,
        format: 'json' as const,
        env: {
          LOG_LEVEL: 'WARNING',
          LOG_LEVELS: 'a=DEBUG',
          LOG_FORMAT: 'console',
          LOG_SERVICE: 'store',
          LOG_VERSION: '2',
        },
      },
      { service: 'store', level: 'warning', levels: { a: 'debug', b: 'info' }, format: 'console', version: '2' },
    ],
    [
      'an empty variable is none',
      { level: 'error' as const, env: { LOG_LEVEL: '' } },
      { level: 'error', problems: [] },
    ],
    [
      'a wrong setting leaves the default and is named',
      { env: { LOG_LEVEL: 'loud', LOG_FORMAT: 'xml', LOG_LEVELS: 'x' } },
      {
        level: 'debug',
        format: 'console',
        problems: [
          "LOG_LEVELS: 'x' is not module=LEVEL",
          "LOG_LEVEL: 'loud' is none of DEBUG, INFO, WARNING, ERROR, CRITICAL",
          "LOG_FORMAT: 'xml' is none of json, console",
        ],
      },
    ],
    [
      'a wrong key is named by the option that gave it, one of the environment by its variable',
      { keys: { tokenise: 'short' }, env: { LOG_ENCRYPT_KEY: 'short' } },
      {
        problems: [
          expect.stringMatching(/^keys\.tokenise: the key/),
          expect.stringMatching(/^LOG_ENCRYPT_KEY: the key/),
        ],
      },
    ],
    [
      'a key that is no key at all',
      { keys: { tokenise: 5 as unknown as string, encrypt: {} as unknown as string } },
      {
        problems: [
          'keys.tokenise: the key for tokenise is neither a text nor bytes',
          'keys.encrypt: the key for encrypt is neither a text nor bytes',
        ],
      },
    ],
  ])('%s', (_, options, settings) => {
    expect(settingsOf({ env: {}, ...options })).toMatchObject(settings);
  });
});
