import { randomBytes } from 'node:crypto';

const CONSONANTS = 'bdfghjklmnprstvz';
const VOWELS = 'aiou';

const quint = (word: number): string =>
  [
    CONSONANTS[(word >> 12) & 15],
    VOWELS[(word >> 10) & 3],
    CONSONANTS[(word >> 6) & 15],
    VOWELS[(word >> 4) & 3],
    CONSONANTS[word & 15],
  ].join('');

/**
 * A password that can be read aloud: proquints, five letters for 16 bits (https://arxiv.org/abs/0901.4016). Five of them are
 * 80 random bits, far beyond guessing behind Argon2id and a lock-out.
 *
 * @example randomPassword() // 'lusab-babad-gutih-tugad-mudof'
 */
export function randomPassword(): string {
  const bytes = randomBytes(10);
  return [0, 2, 4, 6, 8].map((offset) => quint(bytes.readUInt16BE(offset))).join('-');
}
