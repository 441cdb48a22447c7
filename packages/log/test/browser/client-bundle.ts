import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const packageDir = fileURLToPath(new URL('../..', import.meta.url));

/** What an application's bundler makes of `@heartwood/log/browser`: one module, minified. */
export async function clientBundle(names: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: `export { ${names} } from '@heartwood/log/browser';`, resolveDir: packageDir },
    ...{ bundle: true, minify: true, write: false },
    format: 'esm',
    target: 'es2022',
  });
  return outputFiles[0]?.text ?? '';
}
