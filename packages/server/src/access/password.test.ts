import { describe, expect, it } from 'vitest';
import { hashPassword, verifyPassword } from './password.js';
import { randomPassword } from './proquint.js';

describe('passwords', () => {
  it('are hashed with Argon2id at the parameters of OWASP, salted', async () => {
    const [one, two] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
    expect(await verifyPassword(one, 'correct horse')).toBe(true);
    expect(await verifyPassword(one, 'correct horse ')).toBe(false);
  });

  it('made up at random can be read aloud and do not repeat', () => {
    const made = Array.from({ length: 200 }, randomPassword);
    for (const password of made)
      expect(password).toMatch(
        /^([bdfghjklmnprstvz][aiou]){2}[bdfghjklmnprstvz](-([bdfghjklmnprstvz][aiou]){2}[bdfghjklmnprstvz]){4}$/,
      );
    expect(new Set(made).size).toBe(200);
  });
});
