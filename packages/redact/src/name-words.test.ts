import { describe, expect, it } from 'vitest';
import { nameWords } from './name-words.js';

describe('nameWords', () => {
  it.each([
    ['password', ['password']],
    ['userPassword', ['user', 'password']],
    ['UserPassword', ['user', 'password']],
    ['user_password', ['user', 'password']],
    ['X-Api-Key', ['x', 'api', 'key']],
    ['APIKey', ['api', 'key']],
    ['userSSN', ['user', 'ssn']],
    ['cvv2', ['cvv', '2']],
    ['db.connection.password', ['db', 'connection', 'password']],
    ['API_KEY', ['api', 'key']],
    ['größe', ['gr', 'öße']],
    ['', []],
    ['$$', []],
  ])('%s', (name, words) => {
    expect(nameWords(name)).toEqual(words);
  });

  it('looks at no more than 200 characters', () => {
    expect(nameWords(`${'a'.repeat(200)}_password`)).toEqual(['a'.repeat(200)]);
  });
});
