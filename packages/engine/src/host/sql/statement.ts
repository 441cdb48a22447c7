import { type Token, tokenize } from './tokens.js';

/** What the host has to know of a statement before the engine sees it. */
export interface Statement {
  readonly sql: string;
  /** First keyword, upper case; empty for an empty statement. */
  readonly verb: string;
  /** `read` may run in any session; `write`, and what starts with a word nobody knows, in the one writer session, in order. */
  readonly access: 'read' | 'write' | 'unknown';
  /** Format of the FORMAT clause. */
  readonly format: string | undefined;
  /** Names of the `{name:Type}` placeholders. */
  readonly parameters: ReadonlySet<string>;
  /** Rows the outermost LIMIT allows: a number, the name of the parameter that holds it, or nothing. */
  readonly limit: number | { parameter: string } | undefined;
  /** The outermost SELECT aggregates (GROUP BY). */
  readonly grouped: boolean;
  /** A SELECT is nested where the engine runs it while it still analyses the statement: scalar, IN, WITH. */
  readonly nested: boolean;
  /** Text follows a `;`. */
  readonly multiple: boolean;
  /** INTO OUTFILE or FROM INFILE: the engine would touch the host's files. */
  readonly file: boolean;
}

const READS: ReadonlySet<string> = new Set([
  'SELECT',
  'WITH',
  'SHOW',
  'DESCRIBE',
  'DESC',
  'EXPLAIN',
  'EXISTS',
  'VALUES',
]);

const WRITES: ReadonlySet<string> = new Set(
  (
    'INSERT CREATE DROP ALTER RENAME EXCHANGE TRUNCATE ATTACH DETACH UNDROP OPTIMIZE DELETE UPDATE KILL SYSTEM BACKUP RESTORE ' +
    'GRANT REVOKE CHECK MOVE SET USE'
  ).split(' '),
);

/** Reads a statement's outline from its tokens; see {@link Statement}. */
export function inspectStatement(sql: string): Statement {
  const tokens = [...tokenize(sql)];
  const verb = tokens.find((token) => token.kind === 'word')?.text.toUpperCase() ?? '';
  const parameters = new Set<string>();
  let format: string | undefined;
  let limit: Statement['limit'];
  let grouped = false;
  let nested = false;
  let multiple = false;
  let file = false;
  let writes = false;
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    const previous = tokens[index - 1];
    if (token.text === '{' && next?.kind === 'word' && tokens[index + 2]?.text === ':') parameters.add(next.text);
    if (token.text === ';' && token.kind === 'symbol' && token.depth === 0 && next !== undefined) multiple = true;
    if (token.kind !== 'word') continue;
    const word = token.text.toUpperCase();
    if (word === 'SELECT' && token.depth > 0 && !isTableSubquery(tokens, index)) nested = true;
    if (token.depth > 0) continue;
    if (word === 'FORMAT' && next?.kind === 'word') format = next.text;
    if (word === 'LIMIT') limit = limitOf(tokens, index + 1);
    if (word === 'GROUP' && next?.text.toUpperCase() === 'BY') grouped = true;
    if (word === 'OUTFILE' && previous?.text.toUpperCase() === 'INTO') file = true;
    if (word === 'INFILE' && previous?.text.toUpperCase() === 'FROM') file = true;
    if (word === 'INSERT' && next?.text.toUpperCase() === 'INTO') writes = true;
  }
  const access = WRITES.has(verb) || writes ? 'write' : READS.has(verb) ? 'read' : 'unknown';
  return { sql, verb, access, format, parameters, limit, grouped, nested, multiple, file };
}

/** `FROM (SELECT` and `JOIN (SELECT` are part of the running query; every other nested SELECT is evaluated while planning. */
function isTableSubquery(tokens: readonly Token[], index: number): boolean {
  let at = index - 1;
  while (tokens[at]?.text === '(') at -= 1;
  const before = tokens[at];
  if (before === undefined) return true;
  const word = before.text.toUpperCase();
  return before.kind === 'word' && (word === 'FROM' || word === 'JOIN' || word === 'ALL' || word === 'DISTINCT');
}

function limitOf(tokens: readonly Token[], index: number): Statement['limit'] {
  const token = tokens[index];
  if (token?.kind === 'number') return Number(token.text);
  const name = tokens[index + 1];
  return token?.text === '{' && name?.kind === 'word' ? { parameter: name.text } : undefined;
}
