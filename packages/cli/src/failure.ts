/**
 * Exit codes of the command, as its help lists them. `interrupted` is what shells expect after Ctrl-C (128 + SIGINT).
 */
export const EXIT_CODES = {
  ok: 0,
  failed: 1,
  usage: 2,
  rejected: 3,
  unreachable: 4,
  forbidden: 5,
  interrupted: 130,
} as const;
export type FailureKind = Exclude<keyof typeof EXIT_CODES, 'ok'>;

/** Something went wrong that the user can understand and do something about: printed as text, never as a stack. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly kind: FailureKind;
  /** What to do about it, in a sentence. */
  readonly hint: string | undefined;

  constructor(kind: FailureKind, message: string, options: { hint?: string | undefined; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.kind = kind;
    this.hint = options.hint;
  }

  get exitCode(): number {
    return EXIT_CODES[this.kind];
  }
}

/** The `code` of a Node.js system error (`ENOENT`), looked for along the chain of causes, as fetch hides it there. */
export function systemCode(error: unknown): string | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth++) {
    if ('code' in at && typeof at.code === 'string') return at.code;
    if (at instanceof AggregateError && at.errors.length > 0) return systemCode(at.errors[0]);
  }
  return undefined;
}
