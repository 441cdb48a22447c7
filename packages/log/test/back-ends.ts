import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { serializerOfClosures } from '../src/serialize/closures.js';
import type { BackEnd } from '../src/serialize/compile.js';
import { generatedSerializer } from '../src/serialize/generated.js';
import { compiledSerializers, moduleOf } from '../src/serialize/module.js';

const directory = mkdtempSync(join(tmpdir(), 'heartwood-serializers-'));
afterAll(() => rmSync(directory, { recursive: true }));
const load = createRequire(import.meta.url);
let modules = 0;

/** The back end of `heartwood compile`: the plan becomes a module, the module is imported, its serializer is used. */
const moduleSerializer: BackEnd = (plan, origin) => {
  const path = join(directory, `${modules++}.mjs`);
  writeFileSync(path, moduleOf([['any', plan]]));
  const neverOther: BackEnd = () => expect.unreachable('the module does not have the serializer');
  return compiledSerializers(load(path).serializers, neverOther)(plan, origin);
};

/** Every way a serializer is made. Each test of serializers runs on all of them. */
export const BACK_ENDS: readonly (readonly [name: string, backEnd: BackEnd])[] = [
  ['generated', generatedSerializer],
  ['compiled', moduleSerializer],
  ['closures', serializerOfClosures],
];
