/** Why a declaration was refused. */
export type DeclarationErrorCode =
  | 'bad-name'
  | 'reserved-field'
  | 'not-standard'
  | 'bad-field-name'
  | 'unknown-placeholder'
  | 'two-errors'
  | 'unknown-subject'
  | 'bad-strategy'
  | 'bad-schema'
  | 'async-schema'
  | 'bad-value'
  | 'duplicate-name';

/** An entry type is declared wrongly. Thrown when the module that declares it is loaded, never by a log call. */
export class EntryTypeError extends Error {
  override readonly name = 'EntryTypeError';
  readonly code: DeclarationErrorCode;
  readonly entryType: string;

  constructor(code: DeclarationErrorCode, entryType: string, problem: string) {
    super(`entry type '${entryType}': ${problem}`);
    this.code = code;
    this.entryType = entryType;
  }
}
