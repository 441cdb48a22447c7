import type { ReactNode } from 'react';
import classes from './entry-panel.module.css';

interface SectionProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** A titled part of the panel that can be folded away. */
export function Section({ title, children }: SectionProps) {
  return (
    <details open className={classes.section}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}
