import type { ErrorDetail, Json } from '@heartwood/server/contract';
import { useState } from 'react';
import { CopyButton } from '../../clipboard/copy-button.js';
import { jsonText } from '../entry/field-value.js';
import classes from './entry-panel.module.css';
import { Section } from './section.js';
import { stackLines } from './stack-lines.js';

interface ErrorSectionProps {
  readonly error: ErrorDetail;
}

/** The error with its stack, own frames first to the eye, and the chain of causes. */
export function ErrorSection({ error }: ErrorSectionProps) {
  return (
    <Section title="Error">
      <p className={classes.errorLine}>
        <strong>{error.type ?? 'Error'}</strong>
        {error.code && <code>{error.code}</code>} {error.message}
      </p>
      {error.stack && <Stack stack={error.stack} />}
      {error.causes?.map((cause, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: causes have no identity but their place in the chain
        <Cause key={index} cause={cause} />
      ))}
    </Section>
  );
}

function Stack({ stack }: { readonly stack: string }) {
  const [all, setAll] = useState(false);
  const lines = stackLines(stack);
  const libraries = lines.filter(({ kind }) => kind === 'library').length;
  const hidden = libraries > 2 && !all;
  return (
    <div className={classes.stack}>
      <pre>
        {lines
          .filter(({ kind }) => !hidden || kind !== 'library')
          .map(({ text, kind }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines never move
            <span key={index} data-kind={kind}>
              {text}
              {'\n'}
            </span>
          ))}
      </pre>
      <div className={classes.stackTools}>
        {libraries > 2 && (
          <button type="button" onClick={() => setAll(!all)}>
            {hidden ? `Show ${libraries} library frames` : 'Hide library frames'}
          </button>
        )}
        <CopyButton text={stack} label="Copy the stack" />
      </div>
    </div>
  );
}

function Cause({ cause }: { readonly cause: Json }) {
  const detail = typeof cause === 'object' && cause !== null && !Array.isArray(cause) ? cause : { message: cause };
  const { type, message, stack } = detail as { readonly [key: string]: Json };
  return (
    <div className={classes.cause}>
      <p className={classes.errorLine}>
        <span>caused by</span> <strong>{type === undefined ? 'Error' : jsonText(type)}</strong>{' '}
        {message === undefined ? '' : jsonText(message)}
      </p>
      {typeof stack === 'string' && <Stack stack={stack} />}
    </div>
  );
}
