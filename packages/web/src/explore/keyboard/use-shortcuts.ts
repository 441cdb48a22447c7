import { useEffect, useRef } from 'react';

/** Where keys are text, not commands. */
const EDITABLE = 'input, textarea, select, [contenteditable="true"], [role="menu"], [role="dialog"]';

/** Calls the action of a key (`KeyboardEvent.key` in small letters) unless something is being typed. */
export function useShortcuts(actions: Readonly<Record<string, () => void>>): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest(EDITABLE)) return;
      const key = event.key.toLowerCase();
      const action = Object.hasOwn(latest.current, key) ? latest.current[key] : undefined;
      if (!action) return;
      event.preventDefault();
      action();
    };
    // Before anybody else: an open tooltip would keep Escape for itself.
    window.addEventListener('keydown', listen, { capture: true });
    return () => window.removeEventListener('keydown', listen, { capture: true });
  }, []);
}
