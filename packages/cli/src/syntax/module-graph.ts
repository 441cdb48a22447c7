import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ResolverFactory } from 'oxc-resolver';
import { type Module, readModule } from './module.js';

/** Modules of a program and the imports between them. */
export interface ModuleGraph {
  /** The module of an absolute path. */
  module(path: string): Module;
  /** The module an import leads to; `undefined` when there is none that can be read: a built-in, a style sheet, not installed. */
  follow(from: Module, specifier: string): Module | undefined;
  /** The name of the package a module belongs to, by the nearest package.json that has one. */
  packageName(module: Module): string | undefined;
}

/**
 * Finds modules as TypeScript does: `./x.js` is `x.ts`, the `paths` of the nearest tsconfig.json, `exports` and `imports` of packages.
 */
export function createModuleGraph(): ModuleGraph {
  const resolver = new ResolverFactory({
    tsconfig: 'auto',
    extensions: ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'],
    extensionAlias: {
      '.js': ['.ts', '.tsx', '.js', '.jsx'],
      '.mjs': ['.mts', '.mjs'],
      '.cjs': ['.cts', '.cjs'],
      '.jsx': ['.tsx', '.jsx'],
    },
    conditionNames: ['source', 'import', 'node', 'default'],
    builtinModules: true,
  });
  const modules = new Map<string, Module>();
  const followed = new Map<string, Module | undefined>();
  const module = (path: string): Module => {
    let found = modules.get(path);
    if (found === undefined) {
      found = readModule(path);
      modules.set(path, found);
    }
    return found;
  };
  const packages = new Map<string, string | undefined>();
  const nameOf = (folder: string): string | undefined => {
    if (packages.has(folder)) return packages.get(folder);
    const manifest = join(folder, 'package.json');
    const content: unknown = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : undefined;
    const own =
      typeof content === 'object' && content !== null && 'name' in content && typeof content.name === 'string';
    const name = own ? String(content.name) : dirname(folder) === folder ? undefined : nameOf(dirname(folder));
    packages.set(folder, name);
    return name;
  };
  return {
    module,
    packageName: ({ path }) => nameOf(dirname(path)),
    follow(from, specifier) {
      const key = `${from.path}\0${specifier}`;
      if (followed.has(key)) return followed.get(key);
      const { path } = resolver.resolveFileSync(from.path, specifier);
      const target = path !== undefined && /\.[cm]?[jt]sx?$/.test(path) ? module(path) : undefined;
      followed.set(key, target);
      return target;
    },
  };
}
