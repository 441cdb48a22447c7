// Installing and building the workspace, each only when something changed. Plain Node: it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (name) => join(root, 'node_modules', '.bin', name);

/** Runs a command in the workspace, its output shown; ends this process with the command's code when it fails. */
export function run(command, args, options = {}) {
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (done.error) throw done.error;
  if (done.status !== 0) {
    console.error(
      `\n'${[command, ...args].join(' ')}' failed${done.signal ? ` (${done.signal})` : ` with code ${done.status}`}.`,
    );
    process.exit(done.status ?? 1);
  }
}

/** Stops with a clear sentence on a Node that is too old; `npm` alone would only warn. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(
    `Heartwood needs Node 20.19 or newer; this is ${process.versions.node}. Install a current Node and try again.`,
  );
  process.exit(1);
}

/** Installs what the lock file says, unless it is installed already. */
export function install() {
  requireNode();
  const lock = readFileSync(join(root, 'package-lock.json'));
  const digest = createHash('sha256').update(lock).digest('hex');
  const stamp = join(root, 'node_modules', '.heartwood-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  console.log('Installing dependencies (once; about a minute)…');
  // Not `npm ci`: it empties node_modules first, and it refuses a lock file without the optional binaries of other platforms,
  // which npm writes when its registry has only some of them. `--no-save` keeps to the lock file and leaves it as it is.
  run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, digest);
}

/** Compiles every package (incremental), then bundles the browser application when its sources changed. */
export function build() {
  run(bin('tsc'), ['-b']);
  // An empty control database to unpack at first start, which is three seconds faster than making one.
  run(process.execPath, [join(root, 'packages', 'server', 'dist', 'control', 'write-template.js')]);
  const web = join(root, 'packages', 'web');
  const stamp = join(web, 'dist', '.sources');
  const digest = digestOf([
    join(web, 'src'),
    join(web, 'index.html'),
    join(web, 'vite.config.ts'),
    join(web, 'package.json'),
    join(web, 'public'),
  ]);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  run(bin('vite'), ['build', '--logLevel', 'warn'], { cwd: web });
  mkdirSync(join(web, 'dist'), { recursive: true });
  writeFileSync(stamp, digest);
}

/** A digest of files' names, sizes and contents, folders taken whole; what does not exist counts as nothing. */
function digestOf(paths) {
  const hash = createHash('sha256');
  const visit = (path) => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) visit(join(path, name));
    } else {
      hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0');
    }
  };
  for (const path of paths) visit(path);
  return hash.digest('hex');
}
