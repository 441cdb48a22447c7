import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { BENCH } from './probe.js';

/** Bytes of a program bundled for Node, minified, and of the same after gzip -9. */
export interface Size {
  readonly minified: number;
  readonly gzipped: number;
}

/** @param external what the application brings along by itself: the framework that is integrated */
export async function bundledSize(source: string, external: readonly string[]): Promise<Size> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: BENCH, loader: 'js' },
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    external: [...external],
    write: false,
    logLevel: 'error',
  });
  const code = outputFiles[0]?.contents ?? new Uint8Array();
  return { minified: code.length, gzipped: gzipSync(code, { level: 9 }).length };
}
