import { DiskSpool } from './disk-spool.js';
import { disk } from './files/disk.js';
import type { SpoolOptions } from './options.js';
import type { Spool } from './spool.js';

/** Opens the spool in `options.dir`. */
export function openSpool(options: SpoolOptions): Promise<Spool> {
  return DiskSpool.open(disk, options);
}
