import { CopyButton } from '../../clipboard/copy-button.js';
import classes from './entry-panel.module.css';
import { Section } from './section.js';

/** Indented when the payload is JSON, as it came otherwise. */
function readable(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch (error) {
    if (error instanceof SyntaxError) return payload;
    throw error;
  }
}

/** The entry's one unstructured blob. */
export function PayloadSection({ payload }: { readonly payload: string }) {
  return (
    <Section title="Payload">
      <div className={classes.stack}>
        <pre>{readable(payload)}</pre>
        <div className={classes.stackTools}>
          <CopyButton text={payload} label="Copy the payload" />
        </div>
      </div>
    </Section>
  );
}
