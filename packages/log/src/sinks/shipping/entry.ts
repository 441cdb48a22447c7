/** An entry on its way into another format. */
export interface ShippedEntry {
  /** As it was written, without the newline. */
  readonly line: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Reads lines that were written by this library. A line that is none, as after damage on the disk, has its text as the message. */
export function shippedEntries(lines: readonly Uint8Array[]): ShippedEntry[] {
  return lines.map((bytes) => {
    const line = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString().trimEnd();
    return { line, fields: fieldsOf(line) };
  });
}

function fieldsOf(line: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(line);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  } catch {
    // Told below: nothing of it is lost.
  }
  return { message: line, level: 'ERROR', timestamp: new Date().toISOString() };
}
