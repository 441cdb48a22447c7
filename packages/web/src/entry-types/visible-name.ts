/**
 * Marks that reverse the order of what follows (Unicode Standard Annex 9, section 2), and control characters: invisible, and able to make one
 * name look like another.
 */
const UNSEEN = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A name that came from outside as it may be shown: what cannot be seen is written out. The name itself stays as it is. */
export const visibleName = (name: string): string =>
  name.replace(UNSEEN, (mark) => `⟨${(mark.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`);
