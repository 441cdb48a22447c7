import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { BENCH } from './probe.js';

/**
 * A program with everything it imports in one file for Node, minified.
 *
 * @param external what the application brings along by itself: the framework that is integrated
 */
export async function bundled(source: string, external: readonly string[]): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: BENCH, loader: 'js' },
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    // Some of the libraries are CommonJS and load modules of Node by `require`, which an ES module has not.
    format: 'cjs',
    external: [...external],
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}

/** The client for pages, as one module with these exports. */
export async function browserClient(names: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { ${names} } from '@heartwood/log/browser';`,
      resolveDir: BENCH,
      loader: 'js',
    },
    bundle: true,
    minify: true,
    platform: 'browser',
    target: 'es2022',
    format: 'esm',
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}

/** Bytes after gzip -9. */
export const gzippedSize = (code: Uint8Array): number => gzipSync(code, { level: 9 }).length;
