import { StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';

/** Marks the place of an error; undefined takes the mark away. */
export const setErrorMark = StateEffect.define<number | undefined>();

const mark = Decoration.mark({ class: 'hw-query-error' });

/** From the position to the end of the word there, or the character before it at the very end of the query. */
function extent(query: string, position: number): { from: number; to: number } | undefined {
  if (query === '') return undefined;
  const from = Math.max(0, Math.min(position, query.length - 1));
  const word = /^\w+/.exec(query.slice(from));
  return { from, to: from + (word?.[0].length ?? 1) };
}

/** Underlines where the server could not read the query, until the text changes. */
export const queryErrorMark = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    const effect = transaction.effects.find((candidate) => candidate.is(setErrorMark));
    if (!effect) return transaction.docChanged ? Decoration.none : marks;
    const range = effect.value === undefined ? undefined : extent(transaction.state.sliceDoc(), effect.value);
    return range ? Decoration.set([mark.range(range.from, range.to)]) : Decoration.none;
  },
  provide: (field) => EditorView.decorations.from(field),
});
