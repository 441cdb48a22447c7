import { describe, expect, it } from 'vitest';
import { quotedIdentifier, stringLiteral } from './literal.js';

describe('literals cannot be left', () => {
  const f = (value: string, literal: string, identifier: string): void => {
    it(JSON.stringify(value), () => {
      expect(stringLiteral(value)).toBe(literal);
      expect(quotedIdentifier(value)).toBe(identifier);
    });
  };

  f('plain', "'plain'", '`plain`');
  f("it's", "'it\\'s'", "`it's`");
  f('back\\slash', "'back\\\\slash'", '`back\\\\slash`');
  f('tick`', "'tick`'", '`tick\\``');
  f('\\', "'\\\\'", '`\\\\`');
  f('a\0b', "'a\\0b'", '`a\0b`');
});
