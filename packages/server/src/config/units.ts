import { z } from 'zod';

const BYTE_UNITS: Readonly<Record<string, number>> = {
  '': 1,
  B: 1,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
};

const DURATION_UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

const measured = (units: Readonly<Record<string, number>>, value: string): number | undefined => {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([A-Za-z]*)\s*$/.exec(value);
  const factor = units[match?.[2] ?? '?'];
  return match?.[1] === undefined || factor === undefined ? undefined : Math.round(Number(match[1]) * factor);
};

/**
 * A number of bytes: `1048576`, `64MiB` (binary units, IEC 80000-13) or `100MB` (decimal units).
 *
 * @example byteSize().parse('64MiB') // 67108864
 */
export const byteSize = (): z.ZodType<number, number | string> =>
  z.union([z.number().int().positive(), z.string()]).transform((value, context) => {
    const bytes = typeof value === 'number' ? value : measured(BYTE_UNITS, value);
    if (bytes !== undefined && bytes > 0) return bytes;
    context.addIssue({
      code: 'custom',
      message: `'${value}' is not a size; write a number and a unit, as in 64MiB or 2GB`,
    });
    return z.NEVER;
  });

/**
 * A length of time, in milliseconds after parsing: `500ms`, `30s`, `15m`, `12h`, `30d`.
 *
 * @example duration().parse('15m') // 900000
 */
export const duration = (): z.ZodType<number, string> =>
  z.string().transform((value, context) => {
    const milliseconds = /[a-z]\s*$/.test(value) ? measured(DURATION_UNITS, value) : undefined;
    if (milliseconds !== undefined && milliseconds > 0) return milliseconds;
    context.addIssue({
      code: 'custom',
      message: `'${value}' is not a duration; write a number and ms, s, m, h or d, as in 15m`,
    });
    return z.NEVER;
  });
