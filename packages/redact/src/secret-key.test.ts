import { describe, expect, it } from 'vitest';
import { isSecretKey, rememberingSecretKeyTest } from './secret-key.js';

const secret = [
  ...['password', 'Password', 'PASSWORD', 'user_password', 'userPassword', 'passwd', 'db-passwd', 'passphrase'],
  ...['secret', 'clientSecret', 'client_secret', 'token', 'accessToken', 'refresh-token', 'X-Auth-Token', 'csrfToken'],
  ...['passwordChangeToken', 'requestToken', 'client_token'],
  ...['apikey', 'apiKey', 'APIKey', 'api_key', 'X-API-Key', 'x-api-key', 'authorization', 'Proxy-Authorization'],
  ...['cookie', 'Set-Cookie', 'setCookie', 'privatekey', 'private_key', 'PrivateKey', 'secretAccessKey'],
  ...['cvv', 'cvv2', 'CVC', 'pin', 'pinCode', 'ssn', 'userSSN', 'iban', 'customerIban', 'card_number', 'creditCard'],
];
const open = [
  ...['monkey', 'author', 'authors', 'keyboard', 'spinning', 'pinned', 'passenger', 'tokenizer', 'secretary'],
  ...['max_tokens', 'token_count', 'tokenType', 'token_expires_at', 'passwordChangedAt', 'cookie_consent'],
  ...['nextPageToken', 'page_token', 'resume-token', 'continuationToken'],
  ...['nextToken', 'NextToken', 'ClientRequestToken', 'client_request_token'],
  ...['key', 'primary_key', 'id', 'user_id', 'session_id', 'email', 'card', 'urbanIbanezId', '', '__proto__'],
];

describe('isSecretKey', () => {
  it.each(secret)('%s is secret', (name) => {
    expect(isSecretKey(name)).toBe(true);
  });
  it.each(open)('%s is not', (name) => {
    expect(isSecretKey(name)).toBe(false);
  });
});

describe('rememberingSecretKeyTest', () => {
  it('answers as isSecretKey does, also after its memory has overflowed', () => {
    const test = rememberingSecretKeyTest({ maxNames: 3 });
    for (let round = 0; round < 2; round++) {
      for (const name of secret) expect(test(name)).toBe(true);
      for (const name of open) expect(test(name)).toBe(false);
    }
  });

  it('knows more names by their words', () => {
    const test = rememberingSecretKeyTest({ keys: ['case_ref', 'nickname', ' '] });
    expect(['caseRef', 'old-case-ref', 'CASE_REF', 'userNickname', 'password'].map(test)).toEqual(Array(5).fill(true));
    expect(['case', 'ref_case', 'nicknames', 'casereference'].map(test)).toEqual(Array(4).fill(false));
  });
});
