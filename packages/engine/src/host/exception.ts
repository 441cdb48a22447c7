/** An error as ClickHouse words it: `Code: 62. DB::Exception: Syntax error … (SYNTAX_ERROR)`. */
export class ClickHouseException extends Error {
  /** ClickHouse's number of the error (https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/ErrorCodes.cpp). */
  readonly code: number;
  /** ClickHouse's name of the error, for example `SYNTAX_ERROR`. */
  readonly type: string;

  constructor(code: number, type: string, text: string, options?: ErrorOptions) {
    super(`Code: ${code}. DB::Exception: ${text} (${type})`, options);
    this.name = 'ClickHouseException';
    this.code = code;
    this.type = type;
  }
}

/** The synchronous call of chDB puts `Query failed: ` in front. */
const CODE = /^(?:Query failed: )?Code: (\d+)\. DB::Exception: ([\s\S]*)$/;
const TYPE = /^([\s\S]*) \(([A-Z][A-Z0-9_]+)\)\s*$/;

/** Reads chDB's error text; anything else becomes 1002 UNKNOWN_EXCEPTION, as in ClickHouse. */
export function toException(error: unknown): ClickHouseException {
  if (error instanceof ClickHouseException) return error;
  const message = error instanceof Error ? error.message : String(error);
  const [, code, rest] = CODE.exec(message) ?? [];
  if (code === undefined || rest === undefined) return new ClickHouseException(1002, 'UNKNOWN_EXCEPTION', message);
  const [, text, type] = TYPE.exec(rest) ?? [];
  return new ClickHouseException(Number(code), type ?? 'UNKNOWN_EXCEPTION', text ?? rest);
}

/** After ClickHouse's src/Server/HTTP/exceptionCodeToHTTPStatus.cpp; by name, since the text carries the name. */
const STATUS: ReadonlyMap<string, number> = new Map([
  ['REQUIRED_PASSWORD', 401],
  ...of(403, 'UNKNOWN_USER WRONG_PASSWORD AUTHENTICATION_FAILED SET_NON_GRANTED_ROLE ACCESS_DENIED'),
  ...of(400, 'BAD_ARGUMENTS CANNOT_COMPILE_REGEXP CANNOT_PARSE_TEXT CANNOT_PARSE_ESCAPE_SEQUENCE'),
  ...of(400, 'CANNOT_PARSE_QUOTED_STRING CANNOT_PARSE_DATE CANNOT_PARSE_DATETIME CANNOT_PARSE_NUMBER'),
  ...of(400, 'CANNOT_PARSE_DOMAIN_VALUE_FROM_STRING CANNOT_PARSE_IPV4 CANNOT_PARSE_IPV6 CANNOT_PARSE_UUID'),
  ...of(400, 'CANNOT_PARSE_INPUT_ASSERTION_FAILED DUPLICATE_COLUMN ILLEGAL_COLUMN UNKNOWN_ELEMENT_IN_AST'),
  ...of(400, 'UNKNOWN_TYPE_OF_AST_NODE THERE_IS_NO_COLUMN TOO_DEEP_AST TOO_BIG_AST UNEXPECTED_AST_STRUCTURE'),
  ...of(400, 'SYNTAX_ERROR INCORRECT_DATA TYPE_MISMATCH VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE'),
  ...of(404, 'UNKNOWN_TABLE UNKNOWN_FUNCTION UNKNOWN_IDENTIFIER UNKNOWN_TYPE UNKNOWN_STORAGE UNKNOWN_DATABASE'),
  ...of(404, 'UNKNOWN_SETTING UNKNOWN_DIRECTION_OF_SORTING UNKNOWN_AGGREGATE_FUNCTION UNKNOWN_FORMAT'),
  ...of(404, 'UNKNOWN_DATABASE_ENGINE UNKNOWN_TYPE_OF_QUERY UNKNOWN_ROLE'),
  ['TIMEOUT_EXCEEDED', 408],
  ['HTTP_LENGTH_REQUIRED', 411],
  ['QUERY_IS_TOO_LARGE', 413],
  ['UNSUPPORTED_MEDIA_TYPE', 415],
  ['NOT_IMPLEMENTED', 501],
  ...of(503, 'SOCKET_TIMEOUT CANNOT_OPEN_FILE CANNOT_SCHEDULE_TASK'),
]);

function of(status: number, names: string): [string, number][] {
  return names.split(' ').map((name) => [name, status]);
}

/** HTTP status of an exception; 500 where ClickHouse has no better one. */
export function statusOf(exception: ClickHouseException): number {
  return STATUS.get(exception.type) ?? 500;
}
