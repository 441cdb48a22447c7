const NAME = /^(\d{12})\.segment$/;

/** `000000000001.segment`: twelve digits, so that names sort as numbers do. */
export function segmentName(number: number): string {
  return `${String(number).padStart(12, '0')}.segment`;
}

/** The number in a segment file's name; undefined for any other file. */
export function segmentNumber(name: string): number | undefined {
  const digits = NAME.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
