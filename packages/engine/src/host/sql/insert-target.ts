import { tokenize } from './tokens.js';

/** The parts of `INSERT INTO table (columns) FORMAT name`, the head of an insert whose rows come as the body of the request. */
export interface InsertTarget {
  readonly table: string;
  readonly columns: readonly string[] | undefined;
  /** Undefined where the statement carries its own data (VALUES or SELECT). */
  readonly format: string | undefined;
}

const INSERT = /^insert$/i;
const NAME = /^[A-Za-z0-9_]+$/;

/**
 * Reads the head of an INSERT. Returns undefined for anything else and for forms whose rows cannot come as a body
 * (`INSERT … SELECT`, `INSERT … VALUES (…)`, table functions, `* EXCEPT`).
 */
export function insertTarget(sql: string): InsertTarget | undefined {
  const tokens = [...tokenize(sql)];
  let at = 0;
  const take = (text: string): boolean => {
    const found = tokens[at]?.text.toUpperCase() === text;
    if (found) at += 1;
    return found;
  };
  const name = (): string | undefined => {
    const token = tokens[at];
    if (token === undefined || (token.kind !== 'word' && token.kind !== 'identifier') || !NAME.test(token.text)) return;
    at += 1;
    return token.text;
  };
  if (!INSERT.test(tokens[at]?.text ?? '')) return undefined;
  at += 1;
  if (!take('INTO')) return undefined;
  take('TABLE');
  const path: string[] = [];
  do {
    const part = name();
    if (part === undefined) return undefined;
    path.push(part);
  } while (take('.'));
  let columns: string[] | undefined;
  if (take('(')) {
    columns = [];
    do {
      const column = name();
      if (column === undefined) return undefined;
      columns.push(column);
    } while (take(','));
    if (!take(')')) return undefined;
  }
  if (!take('FORMAT')) return undefined;
  const format = name();
  take(';');
  if (format === undefined || at !== tokens.length) return undefined;
  return { table: path.join('.'), columns, format };
}
