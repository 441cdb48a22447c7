import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as esbuild } from 'esbuild';
import { build as vite } from 'vite';
import webpack from 'webpack';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Makes one file, with everything in it, of the application. */
export type Bundle = (application: string, out: string) => Promise<void>;

const withEsbuild =
  (format: 'esm' | 'cjs'): Bundle =>
  async (application, out) => {
    await esbuild({
      entryPoints: [join(application, 'main.js')],
      outfile: out,
      bundle: true,
      minify: true,
      platform: 'node',
      target: 'node20',
      format,
      // A warning is about something that will not work in the bundle.
      logOverride: { 'empty-import-meta': 'error', 'unsupported-dynamic-import': 'error' },
      logLevel: 'silent',
    });
  };

const withVite: Bundle = async (application, out) => {
  await vite({
    root: application,
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: {
      ssr: 'main.js',
      minify: true,
      outDir: join(out, '..'),
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: relative(join(out, '..'), out) } },
    },
  });
};

const withWebpack: Bundle = async (application, out) => {
  const compiler = webpack({
    context: application,
    mode: 'production',
    target: 'node20',
    entry: './main.js',
    devtool: false,
    output: { path: join(out, '..'), filename: relative(join(out, '..'), out) },
  });
  try {
    const stats = await new Promise<webpack.Stats | undefined>((resolve, reject) =>
      compiler.run((error, result) => (error ? reject(error) : resolve(result))),
    );
    if (stats === undefined || stats.hasErrors() || stats.hasWarnings()) throw new Error(stats?.toString('minimal'));
  } finally {
    await new Promise((resolve) => compiler.close(resolve));
  }
};

/** Each with the ending that makes Node take its output for what it is. */
export const BUNDLERS: readonly (readonly [name: string, file: string, bundle: Bundle])[] = [
  ['esbuild as ES module', 'main.mjs', withEsbuild('esm')],
  ['esbuild as CommonJS', 'main.cjs', withEsbuild('cjs')],
  ['Vite, for the server', 'main.mjs', withVite],
  ['webpack 5', 'main.cjs', withWebpack],
];

/**
 * `next build` without network and telemetry, its standalone output moved to a folder of its own.
 *
 * @param started gets the process, the leader of a group of its own, to end it should it take too long
 * @returns the server's script
 */
export async function buildWithNext(
  application: string,
  out: string,
  started: (build: ChildProcess) => void,
): Promise<string> {
  const config = { output: 'standalone', outputFileTracingRoot: ROOT, turbopack: { root: ROOT } };
  writeFileSync(join(application, 'next.config.mjs'), `export default ${JSON.stringify(config)};\n`);
  const next = join(ROOT, 'node_modules/next/dist/bin/next');
  const environment = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    NEXT_TELEMETRY_DISABLED: '1',
    // It would ask a registry for what the lock file of the workspace leaves out.
    NEXT_IGNORE_INCORRECT_LOCKFILE: '1',
    APPLICATION_FOLDER: join(out, 'while-building'),
    HEARTWOOD_URL: 'http://127.0.0.1:9',
  };
  const build = spawn(process.execPath, [next, 'build'], {
    ...{ cwd: application, env: environment, detached: true },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started(build);
  let output = '';
  for (const stream of [build.stdout, build.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  const [status] = await once(build, 'close');
  if (status !== 0) throw new Error(`next build ended with ${status}:\n${output}`);
  cpSync(join(application, '.next/standalone'), out, { recursive: true });
  const server = join(out, relative(ROOT, application), 'server.js');
  if (!existsSync(server)) throw new Error(`next build made no ${server}`);
  return server;
}
