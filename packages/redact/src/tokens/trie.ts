/** A prefix tree over ASCII, flat: one row of 128 next states per state. */
export interface Trie {
  /** Row of a state × 128 + unit → next state, 0 for none. State 0 is the root. */
  readonly next: Uint16Array;
  /** State → index of the word that ends there plus one, 0 for none. */
  readonly word: Uint16Array;
  /** First unit × 128 + second unit → 1 when some word begins so: the test that most words of a text fail. */
  readonly pairs: Uint8Array;
}

/** Builds the tree of words of at least two ASCII characters. */
export function trieOf(words: readonly string[]): Trie {
  const states = 1 + words.reduce((sum, word) => sum + word.length, 0);
  const next = new Uint16Array(states * 128);
  const ends = new Uint16Array(states);
  const pairs = new Uint8Array(128 * 128);
  let used = 1;
  for (const [index, word] of words.entries()) {
    let state = 0;
    for (let position = 0; position < word.length; position++) {
      const slot = state * 128 + word.charCodeAt(position);
      if (next[slot] === 0) next[slot] = used++;
      state = next[slot] ?? 0;
    }
    ends[state] = index + 1;
    pairs[word.charCodeAt(0) * 128 + word.charCodeAt(1)] = 1;
  }
  return { next, word: ends, pairs };
}

/** The index of the longest word that the text has at `start`, -1 for none. */
export function longestWordAt(trie: Trie, text: string, start: number): number {
  let state = 0;
  let found = 0;
  for (let index = start; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit > 127) break;
    state = trie.next[state * 128 + unit] ?? 0;
    if (state === 0) break;
    found = trie.word[state] || found;
  }
  return found - 1;
}
