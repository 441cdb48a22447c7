import 'react';

declare module 'react' {
  /** CSS custom properties in a `style` attribute, which React passes through. */
  interface CSSProperties {
    [name: `--${string}`]: string | number | undefined;
  }
}
