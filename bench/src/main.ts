import process from 'node:process';

/** Every benchmark by name; each is a file of its own and prints ratios measured side by side in one run. */
const BENCHMARKS: Readonly<Record<string, () => Promise<{ run(args: string[]): Promise<void> }>>> = {
  catalog: () => import('./catalog.js'),
  durable: () => import('./durable.js'),
  engine: () => import('./engine.js'),
  ingest: () => import('./ingest.js'),
  'import-cost': () => import('./import-cost.js'),
  log: () => import('./log.js'),
  overhead: () => import('./overhead.js'),
  redact: () => import('./redact.js'),
  soak: () => import('./soak.js'),
  spool: () => import('./spool.js'),
};

const [name, ...args] = process.argv.slice(2);
const load = name === undefined ? undefined : BENCHMARKS[name];
if (load === undefined) {
  console.error(
    `Usage: npm run bench <${Object.keys(BENCHMARKS).join('|')}>${name === undefined ? '' : `; there is no '${name}'`}`,
  );
  process.exitCode = 2;
} else {
  const { run } = await load();
  await run(args);
}
