import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';

/*
 * Making a new embedded database takes about 4 s of processor time, unpacking an empty one about 1 s. So the build makes an empty
 * one, and the first start unpacks it.
 */

/** Belongs to one version of PGlite: another may have another catalogue. */
function templateFile(): string {
  const manifest = new URL('../package.json', import.meta.resolve('@electric-sql/pglite'));
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  return fileURLToPath(new URL(`../../dist/control-template-${version}.tar.gz`, import.meta.url));
}

/** An empty database, ready to unpack; `undefined` where the build has not made one, and PGlite then makes it. */
export async function readTemplate(): Promise<Blob | undefined> {
  const file = templateFile();
  return existsSync(file) ? new Blob([await readFile(file)], { type: 'application/x-gzip' }) : undefined;
}

/** Makes the template for the installed version of PGlite unless it is there. Part of the build. */
export async function writeTemplate(): Promise<void> {
  const file = templateFile();
  if (existsSync(file)) return;
  const empty = await PGlite.create();
  const dump = await empty.dumpDataDir('gzip');
  await empty.close();
  await mkdir(dirname(file), { recursive: true });
  // Renamed into place, so that a server that starts meanwhile finds all of it or none.
  await writeFile(`${file}.new`, Buffer.from(await dump.arrayBuffer()));
  await rename(`${file}.new`, file);
}
