import { closeBrackets, closeCompletion, completionStatus } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { EditorState, Prec } from '@codemirror/state';
import { EditorView, keymap, placeholder } from '@codemirror/view';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import { queryCompletion, type Vocabulary } from './query-completion.js';
import classes from './query-editor.module.css';
import { queryErrorMark, setErrorMark } from './query-error-mark.js';
import { queryLanguage } from './query-language.js';

export interface QueryEditorHandle {
  readonly focus: () => void;
}

interface QueryEditorProps {
  /** The query that ran last; replaces the text whenever it changes from outside. */
  readonly query: string;
  readonly onRun: (query: string) => void;
  readonly vocabulary: Vocabulary;
  readonly error: { readonly message: string; readonly hint?: string; readonly position?: number } | undefined;
  readonly ref: Ref<QueryEditorHandle>;
}

const ERROR_ID = 'query-error';

/** One logical line: pasted line breaks become blanks. */
const singleLine = EditorState.transactionFilter.of((transaction) => {
  if (!transaction.docChanged || transaction.newDoc.lines === 1) return transaction;
  const text = transaction.newDoc.toString().replace(/\s*\n\s*/g, ' ');
  return {
    changes: { from: 0, to: transaction.startState.doc.length, insert: text },
    selection: { anchor: text.length },
  };
});

/** Only what opens a LogQL query or a phrase: `()` that nobody meant to write would be a mistake in the query. */
const closedByItself = EditorState.languageData.of(() => [{ closeBrackets: { brackets: ['{', '"'] } }]);

/** The query box. Enter runs what is written, Escape closes the suggestions and then leaves the box. */
export function QueryEditor({ query, onRun, vocabulary, error, ref }: QueryEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const latest = useRef({ onRun, vocabulary });
  latest.current = { onRun, vocabulary };

  useEffect(() => {
    if (!host.current) return;
    const run = ({ state, contentDOM }: EditorView): boolean => {
      latest.current.onRun(state.sliceDoc());
      if (view.current) closeCompletion(view.current);
      if (matchMedia('(pointer: coarse)').matches) contentDOM.blur();
      return true;
    };
    const leave = ({ state, contentDOM }: EditorView): boolean => {
      if (completionStatus(state) !== null) return false;
      contentDOM.blur();
      return true;
    };
    const editor = new EditorView({
      parent: host.current,
      extensions: [
        singleLine,
        history(),
        closeBrackets(),
        closedByItself,
        queryLanguage,
        queryErrorMark,
        queryCompletion({
          fields: () => latest.current.vocabulary.fields(),
          values: (field) => latest.current.vocabulary.values(field),
        }),
        Prec.high(keymap.of([{ key: 'Enter', run }])),
        keymap.of([{ key: 'Escape', run: leave }, ...defaultKeymap, ...historyKeymap]),
        placeholder('Search words, field:value or LogQL'),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          'aria-label': 'Query',
          'aria-describedby': ERROR_ID,
          autocapitalize: 'off',
          spellcheck: 'false',
        }),
      ],
    });
    view.current = editor;
    return () => editor.destroy();
  }, []);

  useEffect(() => {
    const editor = view.current;
    if (!editor || editor.state.sliceDoc() === query) return;
    editor.dispatch({
      changes: { from: 0, to: editor.state.doc.length, insert: query },
      selection: { anchor: query.length },
    });
  }, [query]);

  useEffect(() => {
    view.current?.dispatch({ effects: setErrorMark.of(error?.position) });
  }, [error]);

  useImperativeHandle(ref, () => ({ focus: () => view.current?.focus() }), []);

  return (
    <div className={classes.box} data-invalid={error ? true : undefined}>
      <div ref={host} className={classes.editor} />
      <div id={ERROR_ID} role="status" className={classes.error}>
        {error && (
          <span>
            {error.message} {error.hint && <span className={classes.hint}>{error.hint}</span>}
          </span>
        )}
      </div>
    </div>
  );
}
