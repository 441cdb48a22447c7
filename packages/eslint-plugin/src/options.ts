import type { RuleContext } from './rule.js';

/** The option of this name; ESLint has checked its type against the rule's schema. */
function option(context: RuleContext, name: string): unknown {
  const [given] = context.options;
  return typeof given === 'object' && given !== null ? Reflect.get(given, name) : undefined;
}

export function textOption(context: RuleContext, name: string): string | undefined {
  const value = option(context, name);
  return typeof value === 'string' ? value : undefined;
}

export function flagOption(context: RuleContext, name: string): boolean {
  return option(context, name) === true;
}

export function listOption(context: RuleContext, name: string): readonly string[] {
  const value = option(context, name);
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
