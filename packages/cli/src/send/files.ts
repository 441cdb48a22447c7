import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { Failure, systemCode } from '../failure.js';

/**
 * The files that the user's arguments name, in their order. A shell expands `*` itself; where it does not (quoted, or on
 * Windows), it is done here: `*` and `?` within a part of the path.
 *
 * @throws Failure (usage) for what does not exist, matches nothing, is a directory or may not be read
 */
export async function expandFiles(names: readonly string[], directory: string): Promise<string[]> {
  const files: string[] = [];
  for (const name of names) {
    if (name === '-') files.push(name);
    else if (await isFile(resolve(directory, name), name)) files.push(name);
    else files.push(...(await matches(name, directory)));
  }
  return files;
}

/** True when the path is something to read, false when there is nothing but it may be a pattern. */
async function isFile(path: string, name: string): Promise<boolean> {
  try {
    if (!(await stat(path)).isDirectory()) return true;
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT' && /[*?]/.test(name)) return false;
    throw cannotRead(name, code, error);
  }
  throw new Failure('usage', `${name} is a directory.`, { hint: `Name the files in it: ${join(name, '*.log')}` });
}

/** What it means that a file cannot be read. */
export function cannotRead(name: string, code: string | undefined, cause: unknown): Failure {
  if (code === 'ENOENT') return new Failure('usage', `There is no file ${name}.`, { cause });
  const hint =
    code === 'EACCES' ? 'This user may not read it; on Debian, members of the group adm may read logs.' : undefined;
  return new Failure('failed', `${name} cannot be read (${code ?? cause}).`, { hint, cause });
}

async function matches(pattern: string, directory: string): Promise<string[]> {
  let found = [pattern.startsWith(sep) ? sep : ''];
  for (const part of pattern.split(/[\\/]+/).filter((piece) => piece !== '')) {
    const next: string[] = [];
    for (const at of found) {
      if (!/[*?]/.test(part)) next.push(join(at, part));
      else next.push(...(await namesIn(resolve(directory, at), part)).map((name) => join(at, name)));
    }
    found = next;
  }
  const files: string[] = [];
  for (const path of found.sort()) {
    const kind = await stat(resolve(directory, path)).catch(orNothing(path));
    if (kind?.isFile()) files.push(path);
  }
  if (files.length === 0) throw new Failure('usage', `No file matches ${pattern}.`);
  return files;
}

/** What is not there, or is no directory, matches nothing (a link may lead nowhere); anything else is worth saying. */
const orNothing =
  (name: string) =>
  (error: unknown): undefined => {
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw cannotRead(name, code, error);
  };

async function namesIn(directory: string, pattern: string): Promise<string[]> {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^${source}$`);
  const names = (await readdir(directory).catch(orNothing(directory))) ?? [];
  return names.filter((name) => expression.test(name) && (!name.startsWith('.') || pattern.startsWith('.')));
}

/** Names that say nothing about whose log it is; the directory does. */
const GENERIC = /^(?:access|error|other_vhosts_access|output|out|err|stdout|stderr|log|debug|current|history|term)$/;

/** Directories between a service's own and its logs: `nginx/logs/access.log`, `shop/current/log/error.log`. */
const PASSED_OVER = /^(?:logs?|_logs|current|shared|storage|data|output)$/;
/** Directories that hold everybody's. */
const SYSTEM = /^(?:var|srv|opt|usr|local|home|root|mnt|tmp|etc|app|workspace)$/;

/** The service that a file's entries belong to when nobody says: its name without `.log`, rotation and compression. */
export function serviceOf(path: string): string {
  if (path === '-') return 'stdin';
  const name = basename(path)
    .replace(/\.(?:gz|txt)$/i, '')
    .replace(/[.-](?:\d{1,3}|\d{4}-?\d{2}-?\d{2})$/, '')
    .replace(/\.(?:log|jsonl?|ndjson|out|err)$/i, '')
    .replace(/[.-]\d{4}-?\d{2}-?\d{2}$/, '');
  if (!GENERIC.test(name)) return name || 'log';
  let directory = dirname(resolve(path));
  while (PASSED_OVER.test(basename(directory))) directory = dirname(directory);
  const owner = basename(directory);
  return owner === '' || SYSTEM.test(owner) ? name : owner;
}
