import type { AuditDetail, Json } from '@heartwood/server/contract';
import { jsonText } from '../entry/field-value.js';
import { auditChanges } from './audit-changes.js';
import classes from './entry-panel.module.css';
import { Section } from './section.js';

interface AuditSectionProps {
  readonly audit: AuditDetail;
}

const shown = (value: Json | undefined): string => (value === undefined ? '–' : jsonText(value));

/** Who did what to what, and what it changed. */
export function AuditSection({ audit }: AuditSectionProps) {
  const facts = [
    ['actor', audit.actor],
    ['action', audit.action],
    ['target', audit.target],
    ['outcome', audit.outcome],
    ['reason', audit.reason],
    ['severity', audit.severity],
  ] as const;
  const changes = auditChanges(audit.before, audit.after);
  return (
    <Section title="Audit">
      <dl className={classes.fields}>
        {facts.map(
          ([name, value]) =>
            value !== undefined && (
              <div key={name} className={classes.field}>
                <dt>{name}</dt>
                <dd>{jsonText(value)}</dd>
              </div>
            ),
        )}
      </dl>
      {changes.length > 0 && (
        <table className={classes.changes}>
          <thead>
            <tr>
              <th>property</th>
              <th>before</th>
              <th>after</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ name, before, after, changed }) => (
              <tr key={name} data-changed={changed || undefined}>
                <th scope="row">{name}</th>
                <td>{shown(before)}</td>
                <td>{shown(after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
