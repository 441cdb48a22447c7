import type { FieldDescription } from '@heartwood/server/contract';
import classes from './entry-types.module.css';
import { fieldType, innerFields } from './field-type.js';
import { visibleName } from './visible-name.js';

interface FieldListProps {
  readonly fields: Readonly<Record<string, FieldDescription>>;
}

/** The declared fields in their order, those inside a field below it. */
export function FieldList({ fields }: FieldListProps) {
  return (
    <ul className={classes.fields}>
      {Object.entries(fields).map(([name, field]) => (
        <FieldItem key={name} name={name} field={field} />
      ))}
    </ul>
  );
}

const STRATEGY_NAMES = { drop: 'dropped', mask: 'masked', tokenise: 'tokenised', encrypt: 'encrypted' } as const;

function FieldItem({ name, field }: { readonly name: string; readonly field: FieldDescription }) {
  const inner = innerFields(field);
  return (
    <li>
      <div className={classes.field}>
        <code>{visibleName(name)}</code>
        <span className={classes.fieldType}>{fieldType(field)}</span>
        <span className={classes.marks}>
          {field.class !== 'internal' && (
            <span className={classes.mark} data-class={field.class}>
              {field.class}
            </span>
          )}
          {field.strategy !== undefined && (
            <span className={classes.mark}>
              {[STRATEGY_NAMES[field.strategy], field.keep].filter(Boolean).join(', keeps ')}
            </span>
          )}
          {field.optional && <span className={classes.optional}>optional</span>}
        </span>
      </div>
      {(field.description !== undefined || field.subject !== undefined || field.default !== undefined) && (
        <p className={classes.fieldText}>
          {[
            field.description,
            field.subject === undefined ? undefined : `About the person in ${field.subject}.`,
            field.default === undefined ? undefined : `Default ${JSON.stringify(field.default)}.`,
          ]
            .filter((text) => text !== undefined)
            .join(' ')}
        </p>
      )}
      {Object.keys(inner).length > 0 && <FieldList fields={inner} />}
    </li>
  );
}
