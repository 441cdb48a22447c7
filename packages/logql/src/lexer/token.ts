interface TokenPlace {
  /** Offset of the first character. */
  readonly start: number;
  /** Offset after the last character. */
  readonly end: number;
  /** The token as written. */
  readonly text: string;
}

/** One token of a query. `value` is what the text stands for. */
export type Token = TokenPlace &
  (
    | { readonly kind: 'identifier' }
    | { readonly kind: 'punctuation' }
    | { readonly kind: 'range' }
    | { readonly kind: 'end' }
    | { readonly kind: 'string'; readonly value: string }
    | { readonly kind: 'number'; readonly value: number }
    /** Nanoseconds. */
    | { readonly kind: 'duration'; readonly value: bigint }
    /** Bytes. */
    | { readonly kind: 'bytes'; readonly value: number }
  );

export type TokenKind = Token['kind'];
