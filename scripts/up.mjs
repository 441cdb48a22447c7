// The platform with the demo shop and its traffic, from a fresh clone.
//   npm run up                start, print the URL and the first login, stop on Ctrl-C
//   npm run up -- --check     the same without a person: wait until the shop's entries can be searched, say how many, exit 0
//   npm run up -- --port N    another port than 4710; --data D another place than ./heartwood-data
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { build, install, root } from './workspace.mjs';

const USAGE = `npm run up -- [--check] [--port NUMBER] [--data DIRECTORY]

  --check           waits until the demo shop's entries can be searched, says how many, stops
  --port NUMBER     another port than 4710
  --data DIRECTORY  another place for the data than ./heartwood-data`;
const options = readOptions();
const port = options.port ?? (options.check ? await freePort() : 4710);
// Whoever has the port would answer in the platform's place.
if (!(await isFree(port))) {
  console.error(
    `Port ${port} is in use, perhaps by another Heartwood. Stop that program, or choose another port: npm run up -- --port 4711`,
  );
  process.exit(1);
}
install();
build();

const started = performance.now();
const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
// A check leaves nothing behind and disturbs nothing that runs: its own data, a free port.
const data =
  options.data ?? (options.check ? mkdtempSync(join(tmpdir(), 'heartwood-check-')) : join(root, 'heartwood-data'));
const url = `http://127.0.0.1:${port}`;

const server = spawn(
  process.execPath,
  [join(root, 'packages/cli/bin/heartwood.js'), 'serve', '--data', data, '--port', String(port)],
  {
    cwd: root,
    // In groups of their own: Ctrl-C reaches this process alone, which ends them in order.
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
  },
);
let shop;
let ending = false;

/** Ends what was started, the shop first so that its last entries still arrive; removes a check's data. */
async function end(code) {
  if (ending) return;
  ending = true;
  let failed = code !== 0;
  for (const [name, child] of Object.entries({ 'demo shop': shop, platform: server })) {
    if (!child) continue;
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    if (child.exitCode !== 0) {
      failed = true;
      console.error(`The ${name} ended with ${child.exitCode ?? child.signalCode}.`);
    }
  }
  if (options.check) rmSync(data, { recursive: true, force: true });
  if (!failed) console.log('Stopped cleanly.');
  process.exit(failed ? code || 1 : 0);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(0));
server.on('exit', (code) => end(code ?? 1));

await until(ready, 60_000, 'the platform is not ready');
const key = readFileSync(join(data, 'keys', 'local.key'), 'utf8').trim();
shop = spawn(process.execPath, [join(root, 'examples/shop/dist/main.js')], {
  cwd: root,
  detached: true,
  stdio: ['ignore', 'ignore', 'inherit'],
  env: { ...process.env, HEARTWOOD_URL: url, HEARTWOOD_API_KEY: key, SHOP_SPOOL: join(data, 'shop-spool') },
});
shop.on('exit', (code) => {
  if (ending) return;
  console.error(`The demo shop ended with code ${code}.`);
  if (options.check) void end(1);
});

const stored = await until(found, 60_000, "the shop's entries cannot be searched");
console.log(`${stored} entries of the demo shop can be searched, ${seconds()} after the start.`);
if (options.check) await end(0);
else console.log('Ctrl-C stops everything; what was logged stays.');

async function ready() {
  const answer = await fetch(`${url}/readyz`);
  return answer.ok;
}

/** How many entries of the shop the last hours hold; 0 while there are none. */
async function found() {
  const answer = await fetch(
    `${url}/api/v1/histogram?${new URLSearchParams({ query: '{service="shop"}', from: 'now-24h' })}`,
    {
      headers: { authorization: `Bearer ${key}` },
    },
  );
  if (!answer.ok) throw new Error(`the search answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()).total;
}

/** Asks every 100 ms until the answer is truthy; gives up loudly. */
async function until(question, limit, complaint) {
  let reason = '';
  for (const deadline = performance.now() + limit; performance.now() < deadline; await sleep(100)) {
    try {
      const answer = await question();
      if (answer) return answer;
    } catch (error) {
      reason = error.cause?.message ?? error.message;
    }
    if (ending) await once(process, 'exit');
  }
  console.error(`After ${limit / 1000} s ${complaint}${reason ? `: ${reason}` : ''}.`);
  await end(1);
}

/** What the arguments say; anything else is answered with how it is written. */
function readOptions() {
  let complaint;
  try {
    const { values } = parseArgs({
      options: {
        check: { type: 'boolean', default: false },
        port: { type: 'string' },
        data: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) {
      console.log(USAGE);
      process.exit(0);
    }
    const chosen = values.port === undefined ? undefined : Number(values.port);
    if (chosen === undefined || (Number.isInteger(chosen) && chosen > 0 && chosen < 65_536)) {
      return { ...values, port: chosen };
    }
    complaint = `'${values.port}' is no port; it must be a whole number from 1 to 65535.`;
  } catch (error) {
    if (!error.code?.startsWith('ERR_PARSE_ARGS')) throw error;
    complaint = error.message;
  }
  console.error(`${complaint}\n\n${USAGE}`);
  process.exit(2);
}

/** Whether nobody listens on the port; every other obstacle is the platform's to tell. */
async function isFree(port) {
  const listener = createServer().listen(port, '127.0.0.1');
  try {
    await once(listener, 'listening');
  } catch (error) {
    return error.code !== 'EADDRINUSE';
  }
  listener.close();
  await once(listener, 'close');
  return true;
}

async function freePort() {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port: free } = listener.address();
  listener.close();
  await once(listener, 'close');
  return free;
}
