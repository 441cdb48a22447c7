import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecryptError, decryptField, encrypter } from './cipher.js';
import { FieldKeyError } from './key.js';

const key = Buffer.alloc(32, 7);

describe('encrypter and decryptField', () => {
  it('are inverse to each other, for any text', () => {
    const encrypt = encrypter(key);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const plain = Buffer.from(text).toString();
        expect(decryptField(encrypt(plain), key)).toBe(plain);
      }),
    );
  });

  it('never write the same text twice, and name the key by its hash', () => {
    const encrypt = encrypter(key);
    const texts = Array.from({ length: 100 }, () => encrypt('kim@shop.example'));
    expect(new Set(texts).size).toBe(100);
    expect(new Set(texts.map((text) => text.slice(0, 14)))).toEqual(new Set([encrypter(key)('x').slice(0, 14)]));
    expect(encrypter(randomBytes(32))('x').slice(0, 14)).not.toBe(texts[0]?.slice(0, 14));
  });

  it('find the right one of several keys, in every notation', () => {
    const text = encrypter(key)('kim');
    for (const given of [key, key.toString('hex'), key.toString('base64'), key.toString('base64url')]) {
      expect(decryptField(text, [randomBytes(32), given])).toBe('kim');
    }
  });

  it('read what an earlier version wrote', () => {
    const written =
      'enc1.df92e000.di4gl7awxcvgia3m3mxqjgwia6duyxldku25zwml4e55ub6afq4jerzazormjbbq2pqhwpjbxfly5oks3abqizefy6xvo3em';
    expect(decryptField(written, key)).toBe('kim@shop.example');
  });

  const sealed = encrypter(key)('kim');
  const flipped = (index: number): string =>
    sealed.slice(0, index) + (sealed[index] === 'a' ? 'b' : 'a') + sealed.slice(index + 1);

  it.each([
    ['plain text', 'kim@shop.example', 'not-encrypted'],
    ['a text cut short', sealed.slice(0, 60), 'not-encrypted'],
    ['a changed salt', flipped(15), 'damaged'],
    ['a changed nonce', flipped(40), 'damaged'],
    ['a changed ciphertext', flipped(61), 'damaged'],
    ['a changed tag', flipped(70), 'damaged'],
  ])('refuse %s', (_, text, code) => {
    expect(() => decryptField(text, key)).toThrow(DecryptError);
    expect(() => decryptField(text, key)).toThrow(expect.objectContaining({ code }));
  });

  it('refuse a key that is not the one, and one that is none', () => {
    expect(() => decryptField(sealed, randomBytes(32))).toThrow(expect.objectContaining({ code: 'unknown-key' }));
    for (const none of ['', 'short', 'g'.repeat(64), Buffer.alloc(31)]) {
      expect(() => decryptField(sealed, none)).toThrow(FieldKeyError);
    }
  });
});
