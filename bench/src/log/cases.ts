/** What is measured: a kind of call. */
export const CASES = {
  string: 'a message alone',
  fields: '5 fields',
  context: '6 fields of context, 5 fields',
  redacted: 'the same and 4 redacted paths, 2 of them nested',
  free: '6 fields of context, 5 fields, free-form',
  disabled: 'a level that is off',
  error: '6 fields of context, an error with 10 frames',
  rotation: '6 fields of context, 5 fields, 20 entry types in turn',
} as const;
export type CaseName = keyof typeof CASES;

/** One call of a case; `undefined` where a library has nothing for it. */
export type Subject = { readonly [Name in CaseName]?: () => void };

/** Makes the calls of one library. */
export type SubjectFactory = (write: (line: string) => void) => Subject | Promise<Subject>;
