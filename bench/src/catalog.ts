import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('../../packages/cli/bin/heartwood.js', import.meta.url));
/** Makes a process say at its end how many seconds of processor it took, which a busy machine does not change. */
const REPORT_CPU =
  "data:text/javascript,process.on('exit',()=>{const{user,system}=process.cpuUsage();process.stderr.write('cpu '+(user+system)/1e6)})";
/** The goal of the requirement: this many files below this many seconds. */
const FILES = 2_000;
const GOAL = 10;

/**
 * `heartwood catalog` over a generated program: every module imports entry types of others through re-exports and emits them directly, through a
 * wrapper and from methods. The whole command is measured, as a process, reading and writing included.
 *
 * @param args the number of files; default 2,000
 */
export async function run([given]: string[]): Promise<void> {
  const files = given === undefined ? FILES : Number(given);
  const dir = mkdtempSync(join(tmpdir(), 'heartwood-bench-catalog-'));
  try {
    let lines = 0;
    for (const [name, text] of sources(files)) {
      mkdirSync(join(dir, 'src', name, '..'), { recursive: true });
      writeFileSync(join(dir, 'src', name), text);
      lines += text.split('\n').length;
    }
    for (let round = 1; round <= 3; round++) {
      const started = performance.now();
      const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', REPORT_CPU, COMMAND, 'catalog'], {
        cwd: dir,
        encoding: 'utf8',
      });
      const seconds = (performance.now() - started) / 1_000;
      if (status !== 0) throw new Error(`heartwood catalog ended with ${status}: ${stderr}`);
      const processor = Number(/cpu ([\d.]+)$/.exec(stderr)?.[1]);
      console.log(
        `${files} files, ${lines} lines: ${seconds.toFixed(2)} s, ${processor.toFixed(2)} s of processor (${Math.round(files / seconds)} files/s) – ${stdout.trim()}`,
      );
      if (round === 3 && files === FILES)
        console.log(`goal: below ${GOAL} s; ${(GOAL / seconds).toFixed(1)} times faster than that`);
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Files of a program: one in ten declares entry types, the rest uses them; about 100 lines each. */
function* sources(files: number): Generator<[name: string, text: string]> {
  yield [
    'log.ts',
    "import { createLogger, type EntryType } from '@heartwood/log';\nexport const log = createLogger();\nexport const note = (type: EntryType, values: object) => log.emit(type, values);\n",
  ];
  const rooms = Math.max(1, Math.floor(files / 10));
  for (let room = 0; room < rooms; room++) {
    yield [`room${room}/entries.ts`, entries(room)];
    yield [`room${room}/index.ts`, "export * from './entries.js';\n"];
  }
  for (let file = 0; file < files - 2 * rooms - 1; file++)
    yield [`room${file % rooms}/part${file}.ts`, part(file, rooms)];
}

function entries(room: number): string {
  const types = Array.from(
    { length: 5 },
    (_, index) => `export const thing${index} = entryType('room${room}.thing${index}', {
  ...base,
  level: 'info',
  message: 'Thing {thing} of {owner}',
  description: 'Something happened in room ${room}.',
  fields: { ...common, amount: f.decimal({ unit: 'EUR' }), email: f.string({ class: 'pii', subject: 'owner' }) },
});`,
  );
  return `import { entryType, f } from '@heartwood/log';
const base = { stream: 'audit', workflow: 'room-${room}' } as const;
const common = { thing: f.object('thing'), owner: f.string() };
${types.join('\n')}
`;
}

function part(file: number, rooms: number): string {
  const room = file % rooms;
  const other = (file + 1) % rooms;
  const methods = Array.from(
    { length: 12 },
    (_, index) => `  async method${index}(input: { id: string; amount: string }): Promise<string> {
    const total = [1, 2, 3].map((value) => value * ${index + 1}).filter((value) => value > 2);
    if (total.length === 0) throw new Error('nothing');
    ${index % 4 === 0 ? `log.emit(thing${index % 5}, { thing: input.id, owner: 'x', amount: input.amount, email: 'a@b.example' });` : index % 4 === 1 ? `note(other.thing${index % 5}, { thing: input.id });` : index % 4 === 2 ? `log.info('Method called', { index: ${index} });` : 'await this.store.save(input);'}
    return input.id;
  }`,
  );
  return `import { log, note } from '../log.js';
import { thing0, thing1, thing2, thing3, thing4 } from './index.js';
import * as other from '../room${other}/index.js';

export class Part${file} {
  constructor(private readonly store: { save(input: unknown): Promise<void> }) {}
${methods.join('\n')}
}
export const first = room${room}(thing0, thing1, thing2, thing3, thing4);
function room${room}(...types: unknown[]): number {
  return types.length;
}
`;
}
