// Fails when an import goes against the tables of ARCHITECTURE.md: the page is the rule, so it cannot drift from the code.
//   node scripts/boundaries.mjs
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { parseSync } from 'oxc-parser';

const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
const page = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');

/** The rows of the Markdown table whose first header cell is `name`: [first cell, last cell]. */
function table(name) {
  const lines = page.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${name} |`));
  if (start < 0) throw new Error(`ARCHITECTURE.md has no table that starts with "| ${name} |"`);
  const rows = [];
  for (let i = start + 2; lines[i]?.startsWith('|'); i++) {
    const cells = lines[i]
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.replaceAll('`', '').trim());
    rows.push([cells[0], cells.at(-1)]);
  }
  return rows;
}

/** Modules of which a room may import the types alone. */
const forTypes = new Set([...page.matchAll(/\| the types of `([^`]+)`/g)].map(([, specifier]) => specifier));

/** "redact, spool (types)" → Set of names; "nothing" and "–" → empty; "anything" and "everything" → null. */
function allowed(cell) {
  if (cell === 'anything' || cell === 'everything') return null;
  if (cell === 'nothing' || cell === '–') return new Set();
  return new Set(
    [
      ...cell
        .replaceAll(/\([^)]*\)/g, '')
        .replace(/^the types of /, '')
        .split(','),
    ].map((name) => name.trim()),
  );
}

const rooms = new Map(table('room').map(([room, cell]) => [room, allowed(cell)]));
const folders = new Map(table('folder').map(([folder, cell]) => [folder.split('/')[0], allowed(cell)]));
const packageNames = new Map(
  [...rooms.keys()].map((room) => [JSON.parse(readFileSync(join(root, room, 'package.json'), 'utf8')).name, room]),
);
const builtins = new Set([...builtinModules, ...builtinModules.map((name) => `node:${name}`)]);

function* sources(dir) {
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name === 'dist') continue;
    const path = join(dir, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.(ts|tsx|mts)$/.test(entry.name)) yield path;
  }
}

/** Every specifier a file imports, re-exports or loads dynamically, with its line and whether it is for types only. */
function imports(path, text) {
  const { module, errors } = parseSync(path, text);
  if (errors.length) throw new Error(`${relative(root, path)}: ${errors[0].message}`);
  const found = [];
  for (const item of module.staticImports) {
    const typesOnly = item.entries.length > 0 && item.entries.every((entry) => entry.isType);
    found.push({ specifier: item.moduleRequest.value, at: item.start, typesOnly });
  }
  for (const item of module.staticExports) {
    for (const entry of item.entries) {
      if (entry.moduleRequest)
        found.push({ specifier: entry.moduleRequest.value, at: item.start, typesOnly: entry.isType });
    }
  }
  for (const item of module.dynamicImports) {
    const literal = /^['"]([^'"]+)['"]$/.exec(text.slice(item.moduleRequest.start, item.moduleRequest.end));
    if (literal) found.push({ specifier: literal[1], at: item.start, typesOnly: false });
  }
  return found.map((item) => ({ ...item, line: text.slice(0, item.at).split('\n').length }));
}

const faults = [];
let files = 0;
for (const [room, mayImport] of rooms) {
  const manifest = JSON.parse(readFileSync(join(root, room, 'package.json'), 'utf8'));
  const runtime = new Set([
    manifest.name,
    ...['dependencies', 'optionalDependencies', 'peerDependencies'].flatMap((kind) =>
      Object.keys(manifest[kind] ?? {}),
    ),
  ]);
  const development = new Set([
    ...runtime,
    ...Object.keys(manifest.devDependencies ?? {}),
    'vitest',
    'fast-check',
    'playwright-core',
    'oxc-parser',
    'esbuild',
    'vite',
  ]);
  for (const path of sources(join(root, room))) {
    files++;
    const name = relative(join(root, room), path);
    const isTest = /\.test\.tsx?$/.test(name) || name.startsWith(`test${sep}`) || !name.startsWith(`src${sep}`);
    for (const { specifier, line, typesOnly } of imports(path, readFileSync(path, 'utf8'))) {
      const fault = (why) => faults.push(`${relative(root, path)}:${line}: '${specifier}': ${why}`);
      if (builtins.has(specifier)) continue;
      if (specifier.startsWith('.')) {
        const target = relative(join(root, room), join(dirname(path), specifier));
        if (target.startsWith('..')) fault(`reaches out of ${room}; import the package by its name`);
        else if (room === 'packages/server' && !isTest) checkFolder(name, target, fault);
        continue;
      }
      const packageName = specifier.startsWith('@')
        ? specifier.split('/').slice(0, 2).join('/')
        : specifier.split('/')[0];
      const targetRoom = packageNames.get(packageName);
      if (targetRoom && targetRoom !== room && !isTest && mayImport !== null) {
        const short = targetRoom.split('/').at(-1);
        const named = mayImport.has(specifier) && (typesOnly || !forTypes.has(specifier));
        if (!mayImport.has(short) && !named)
          fault(`${room} may not import ${targetRoom} (ARCHITECTURE.md, "The rooms")`);
      }
      const bundled = room === 'packages/web';
      if (!(isTest || typesOnly || bundled ? development : runtime).has(packageName)) {
        fault(`not declared in ${room}/package.json`);
      }
    }
  }
}

/** One folder of the server may import another only where the second table says so. */
function checkFolder(from, to, fault) {
  const folderOf = (path) => path.split(sep)[1];
  const [source, target] = [folderOf(from), folderOf(to)];
  if (source === target || from.split(sep).length === 2) return;
  if (!folders.has(source)) return fault(`the folder src/${source} is not in ARCHITECTURE.md`);
  const mayImport = folders.get(source);
  if (mayImport === null) return;
  const reached = to.split(sep).slice(1).join('/');
  const hit = [...mayImport].some((entry) => reached === entry || reached.startsWith(`${entry}/`));
  if (!hit) fault(`src/${source} may not import src/${target} (ARCHITECTURE.md, "Inside packages/server/src")`);
}

if (faults.length) {
  console.error(`${faults.length} import(s) against the boundaries:\n  ${faults.join('\n  ')}`);
  process.exit(1);
}
console.log(`boundaries: ${files} files keep to ARCHITECTURE.md`);
