import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';

/** Where the catalog says an entry type is declared. */
export interface CatalogDeclaration {
  readonly name: string;
  /** Relative to the directory ESLint runs in, with slashes. */
  readonly file: string;
  readonly line: number;
  /** The file is still there. */
  readonly exists: boolean;
}

/**
 * Reads what `heartwood catalog --json` wrote.
 *
 * @param path of the catalog, relative to `cwd`
 */
export function readCatalog(
  path: string,
  cwd: string,
): { declarations: readonly CatalogDeclaration[] } | { problem: string } {
  const file = resolve(cwd, path);
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return { problem: `${path}: ${error instanceof Error ? error.message : String(error)}` };
  }
  const types = member(content, 'types');
  if (!Array.isArray(types))
    return { problem: `${path} is no catalog; make one with 'heartwood catalog --json ${path}'` };
  const root = resolve(dirname(file), textMember(content, 'root') ?? '.');
  const declarations = types.flatMap((type) => {
    const declared = member(type, 'declared');
    const name = textMember(type, 'name');
    const where = textMember(declared, 'file');
    const line = member(declared, 'line');
    if (name === undefined || where === undefined || typeof line !== 'number') return [];
    const absolute = resolve(root, where);
    return [{ name, file: relative(cwd, absolute).split(sep).join('/'), line, exists: existsSync(absolute) }];
  });
  return { declarations };
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
const textMember = (value: unknown, name: string): string | undefined => {
  const found = member(value, name);
  return typeof found === 'string' ? found : undefined;
};
