import { comparePositions, type Spool } from '@heartwood/spool';
import { BatchFormatError, type BatchKey, decodePart } from '../batch/batch.js';

/** Keys of the batches that still lie in the spool, oldest first; read once at start. */
export async function* unconsumedKeys(spool: Pick<Spool, 'read' | 'acknowledged' | 'end'>): AsyncGenerator<BatchKey> {
  const { end } = spool;
  for (let after = spool.acknowledged; comparePositions(after, end) < 0; ) {
    const batch = await spool.read({ after, maxBytes: 8 * 1_048_576 });
    for (const { data } of batch.records) {
      const key = keyOf(data);
      if (key !== undefined) yield key;
    }
    if (comparePositions(batch.end, after) === 0) return;
    after = batch.end;
  }
}

function keyOf(data: Uint8Array): BatchKey | undefined {
  try {
    const { key, result } = decodePart(data);
    return key !== undefined && result !== undefined ? { ...key, result } : undefined;
  } catch (error) {
    // The drain reports it and puts it aside; it has no key to remember.
    if (error instanceof BatchFormatError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
