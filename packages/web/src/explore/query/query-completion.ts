import {
  acceptCompletion,
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  moveCompletionSelection,
  selectedCompletionIndex,
  startCompletion,
} from '@codemirror/autocomplete';
import { type Extension, Prec } from '@codemirror/state';
import { type EditorView, keymap } from '@codemirror/view';
import { type CompletionTarget, completionTarget } from './completion-target.js';
import { formatTerm } from './filter.js';
import { isLogql } from './terms.js';

/** Where the query box learns names and values. */
export interface Vocabulary {
  readonly fields: () => Promise<readonly { name: string; kind: string }[]>;
  readonly values: (field: string) => Promise<readonly { value: string; count: number }[]>;
}

/** Fields that are searched by so often that they lead the list. */
const FIRST = ['level', 'service', 'event', 'message', 'trace_id', 'request_id', 'user_id', 'stream'];

function fieldOptions(fields: readonly { name: string; kind: string }[], logql: boolean): Completion[] {
  return fields.map(({ name, kind }) => ({
    label: name,
    type: kind === 'label' ? 'label' : 'field',
    detail: kind,
    boost: FIRST.includes(name) ? 10 - FIRST.indexOf(name) : 0,
    apply: (view: EditorView, _option: Completion, from: number, to: number) => {
      const text = logql ? name : `${name}:`;
      view.dispatch({ changes: { from, to, insert: text }, selection: { anchor: from + text.length } });
      if (!logql) startCompletion(view);
    },
  }));
}

function valueOptions(
  field: string,
  values: readonly { value: string; count: number }[],
  logql: boolean,
): Completion[] {
  return values.map(({ value, count }, index) => ({
    label: value,
    detail: count.toLocaleString('en-GB'),
    boost: -index / 10,
    apply: (view: EditorView, _option: Completion, from: number, to: number) => {
      const text = logql ? JSON.stringify(value) : formatTerm({ field, value, negated: false }).slice(field.length + 1);
      const end = view.state.sliceDoc(to, to + 1) === '"' && text.endsWith('"') ? to + 1 : to;
      view.dispatch({ changes: { from, to: end, insert: text }, selection: { anchor: from + text.length } });
    },
  }));
}

/** The suggestions that go on from what is typed. Typing further narrows them at once, without asking again. */
function narrowed(all: readonly Completion[], target: CompletionTarget): CompletionResult {
  const typed = target.typed.toLowerCase();
  return {
    from: target.from,
    options: all.filter(({ label }) => label.toLowerCase().includes(typed)).slice(0, 60),
    filter: false,
    update: (_current, _from, _to, { state, pos }) => {
      const next = completionTarget(state.sliceDoc(0, pos));
      return next?.from === target.from && next.kind === target.kind ? narrowed(all, next) : null;
    },
  };
}

async function complete(context: CompletionContext, vocabulary: Vocabulary): Promise<CompletionResult | null> {
  const query = context.state.sliceDoc();
  const target = completionTarget(query.slice(0, context.pos));
  if (!target || (target.kind === 'field' && target.typed === '' && !context.explicit)) return null;
  const logql = isLogql(query);
  return narrowed(
    target.kind === 'field'
      ? fieldOptions(await vocabulary.fields(), logql)
      : valueOptions(target.field, await vocabulary.values(target.field), logql),
    target,
  );
}

/**
 * Tab takes the first suggestion; Enter takes one only when it was chosen with the arrows, and runs the query otherwise.
 *
 * While a list is shown Tab never leaves the box, even if the list is just being renewed and nothing of it can be taken: the browser
 * would focus the list, and CodeMirror fails when it removes a list that has the focus.
 */
const takeFirst = (view: EditorView): boolean => {
  if (selectedCompletionIndex(view.state) === null) moveCompletionSelection(true)(view);
  return acceptCompletion(view) || view.dom.querySelector('.cm-tooltip-autocomplete') !== null;
};

/** Suggests field names and, behind a field, its most frequent values in the chosen time. */
export function queryCompletion(vocabulary: Vocabulary): Extension {
  return [
    autocompletion({
      override: [(context) => complete(context, vocabulary)],
      selectOnOpen: false,
      icons: false,
      interactionDelay: 0,
    }),
    Prec.highest(keymap.of([{ key: 'Tab', run: takeFirst }])),
  ];
}
