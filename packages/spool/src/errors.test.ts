import { expect, it } from 'vitest';
import * as spool from './index.js';

it('says what is wrong, where, and what to do', () => {
  const messages = [
    new spool.SpoolFullError('/data/spool', 'maxBytes', 900, 1000),
    new spool.SpoolTooLargeError('batch', 2000, 1000),
    new spool.SpoolIoError('fsync', '/data/spool/x', Object.assign(new Error('bad'), { code: 'EIO' })),
    new spool.SpoolLockedError('/data/spool/lock', 42, 'it is running'),
    new spool.SpoolFormatError('/data/spool/x', 2, 1),
    new spool.SpoolClosedError('/data/spool'),
    new spool.SpoolDeletedError('/data/spool/x'),
  ].map((error) => `${error.code} ${error.name}: ${error.message}`);
  expect(messages).toEqual([
    'SPOOL_FULL SpoolFullError: The spool in /data/spool is full: 900 of 1000 bytes (maxBytes) are on disk. Try again when its reader has acknowledged more, or raise maxBytes.',
    'SPOOL_TOO_LARGE SpoolTooLargeError: The batch has 2000 bytes; the spool takes at most 1000 in one batch. Append it in smaller batches.',
    'SPOOL_IO SpoolIoError: Cannot fsync /data/spool/x: EIO.',
    'SPOOL_LOCKED SpoolLockedError: The spool is in use by process 42: it is running (/data/spool/lock).',
    'SPOOL_FORMAT SpoolFormatError: /data/spool/x has format version 2; this version reads up to 1. Use a newer @heartwood/spool.',
    'SPOOL_CLOSED SpoolClosedError: The spool in /data/spool is closed.',
    'SPOOL_DELETED SpoolDeletedError: /data/spool/x was deleted while the spool was open, and what it held is gone. Open the spool again.',
  ]);
});
