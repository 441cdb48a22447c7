import { RULES, type RuleId, type RuleMode } from '@heartwood/redact';

const MODES: readonly RuleMode[] = ['off', 'observe', 'mask', 'drop', 'tokenise', 'encrypt'];

/** What happens with what each rule finds. */
export type RuleModes = { readonly [Id in RuleId]?: RuleMode };

/**
 * Reads `email=mask,ip=off`.
 *
 * @param onProblem called for every part that cannot be read; the others still count
 */
export function parseRuleModes(text: string, onProblem: (problem: string) => void): RuleModes {
  const parts = text.split(',').filter((part) => part.trim() !== '');
  const pairs = parts.map((part): [string, string] => {
    const [rule = '', mode = ''] = part.split('=', 2);
    return [rule.trim(), mode.trim()];
  });
  return checkedRuleModes('LOG_REDACT', pairs, onProblem);
}

/** The modes that there are for the rules that there are. A rule that is misspelt keeps its default, and that is told. */
export function checkedRuleModes(
  source: string,
  pairs: readonly (readonly [string, unknown])[],
  onProblem: (problem: string) => void,
): RuleModes {
  const modes: { [Id in RuleId]?: RuleMode } = {};
  for (const [name, given] of pairs) {
    const rule = RULES.find(({ id }) => id === name)?.id;
    const mode = MODES.find((one) => one === given);
    if (rule === undefined)
      onProblem(`${source}: there is no rule '${name}'; there are ${RULES.map(({ id }) => id).join(', ')}`);
    else if (mode === undefined)
      onProblem(`${source}: ${name} has no mode '${String(given)}'; there are ${MODES.join(', ')}`);
    else modes[rule] = mode;
  }
  return modes;
}
