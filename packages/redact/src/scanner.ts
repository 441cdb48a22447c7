import { RULE_SET_VERSION, RULES, type RuleId, type RuleMode } from './rules.js';
import { find } from './scan/find.js';

/** Makes what stands in the place of a finding. */
export type Replace = (found: string, rule: RuleId) => string;

/** Findings that are left alone. Everything that is given must be so; what is not given is any. */
export interface Allowance {
  readonly rule?: RuleId | undefined;
  /** Entry type the text belongs to. */
  readonly event?: string | undefined;
  /** Name of the field the text stands in. */
  readonly field?: string | undefined;
  /** The found text itself: a card number for tests, an address of a probe. */
  readonly value?: string | undefined;
}

/** What is looked for in texts and what happens with it. */
export interface ScanPolicy {
  /** Mode by rule, over the rules' own. */
  readonly rules?: { readonly [Id in RuleId]?: RuleMode };
  readonly allow?: readonly Allowance[];
  /** Characters of one text that are scanned; the rest is replaced by `[unscanned]`. Default 262,144. */
  readonly maxLength?: number;
  /** For rules of mode `tokenise`, see `hmacTokens`. */
  readonly tokenise?: Replace;
  /** For rules of mode `encrypt`. */
  readonly encrypt?: Replace;
  /** Told of every finding that is not allowed, whatever is done with it. */
  readonly onFound?: (rule: RuleId, mode: RuleMode) => void;
  /** Told when a text was longer than `maxLength`. */
  readonly onUnscanned?: () => void;
}

/** Scans texts by one policy. */
export interface Scanner {
  /**
   * The text with every finding treated as the policy says; the very same text when there is nothing to do. Never throws.
   *
   * @param field name of the field the text stands in: a label for what begins the text, and for the policy's allowances
   * @param event entry type the text belongs to, for allowances
   */
  text(text: string, field?: string, event?: string): string;
  /** Findings so far by rule. */
  counts(): { readonly [Id in RuleId]?: number };
  /** `heartwood-2 card=off …`: the rule set and what the policy changes about it. */
  readonly ruleSet: string;
}

/** A policy that cannot be followed. */
export class ScanPolicyError extends Error {
  override readonly name = 'ScanPolicyError';
}

const UNSCANNED = '[unscanned]';
const DROPPED = '[dropped]';
/** Characters of a field's name that serve as a label. */
const MAX_HINT = 100;

/**
 * Makes a scanner that finds secrets and personal data in texts by how they look.
 *
 * @throws ScanPolicyError when a rule is to tokenise or encrypt and the policy does not say by what
 * @example
 * const scanner = createScanner({ rules: { email: 'mask', ip: 'off' } });
 * scanner.text('a@b.example paid with 4111 1111 1111 1111'); // '[email] paid with [card]'
 */
export function createScanner(policy: ScanPolicy = {}): Scanner {
  const counts = new Map<RuleId, number>();
  const scan = assembleScan(policy, (rule) => counts.set(rule, (counts.get(rule) ?? 0) + 1));
  return { ...scan, counts: () => Object.fromEntries(counts) };
}

/** A scanner that tells of its findings instead of counting them. */
function assembleScan(policy: ScanPolicy, count: (rule: RuleId) => void): Omit<Scanner, 'counts'> {
  const { maxLength = 262_144, allow = [], onFound } = policy;
  const modes = new Map<RuleId, RuleMode>(RULES.map(({ id, mode }) => [id, policy.rules?.[id] ?? mode]));
  for (const [id, mode] of modes) {
    if ((mode === 'tokenise' && !policy.tokenise) || (mode === 'encrypt' && !policy.encrypt)) {
      throw new ScanPolicyError(
        `rule ${id} is to ${mode}, but the policy has no function '${mode}'; give one, or choose 'mask'`,
      );
    }
  }
  const isWanted = (rule: RuleId): boolean => modes.get(rule) !== 'off';
  const changed = [...modes].filter(([id, mode]) => RULES.some((rule) => rule.id === id && rule.mode !== mode));

  function scanned(text: string, field: string, event: string): string {
    const findings = find(text, field.length > MAX_HINT ? field.slice(-MAX_HINT) : field, isWanted);
    if (findings === undefined) return text;
    let result = '';
    let done = 0;
    for (const { rule, start, end } of findings) {
      const found = text.slice(start, end);
      if (allow.some((allowance) => allows(allowance, rule, found, field, event))) continue;
      const mode = modes.get(rule) ?? 'mask';
      count(rule);
      onFound?.(rule, mode);
      if (mode === 'observe') continue;
      if (mode === 'drop') return DROPPED;
      result += text.slice(done, start) + replacement(found, rule, mode);
      done = end;
    }
    return done === 0 ? text : result + text.slice(done);
  }

  function replacement(found: string, rule: RuleId, mode: RuleMode): string {
    const replace = mode === 'tokenise' ? policy.tokenise : mode === 'encrypt' ? policy.encrypt : undefined;
    try {
      return replace?.(found, rule) ?? `[${rule}]`;
    } catch {
      // A key that cannot be reached must neither lose the entry nor let the value through.
      return `[${rule}]`;
    }
  }

  return {
    text(text, field = '', event = '') {
      if (text.length <= maxLength) return scanned(text, field, event);
      policy.onUnscanned?.();
      return scanned(text.slice(0, cutBefore(text, maxLength)), field, event) + UNSCANNED;
    },
    ruleSet: [`heartwood-${RULE_SET_VERSION}`, ...changed.map(([id, mode]) => `${id}=${mode}`)].join(' '),
  };
}

function allows(allowance: Allowance, rule: RuleId, value: string, field: string, event: string): boolean {
  return (
    (allowance.rule ?? rule) === rule &&
    (allowance.value ?? value) === value &&
    (allowance.event === undefined || allowance.event === event) &&
    (allowance.field === undefined || allowance.field === field)
  );
}

/** Where a text is cut: at white space, so that no secret is cut in two and its first half let through. */
function cutBefore(text: string, max: number): number {
  for (let index = max; index > 0 && index > max - 4_096; index--) if (text.charCodeAt(index) <= 0x20) return index;
  return Math.max(0, max - 4_096);
}

/** Keeps nothing between texts. */
const DEFAULT_SCAN = assembleScan({}, () => {});

/**
 * A text with the default rules applied: secrets, card numbers, IBANs and national numbers are masked, e-mail and IP addresses stay.
 * For a policy of one's own, and to count what was found, see {@link createScanner}.
 *
 * @param field name of the field the text stands in
 * @example scrubText('paid with 4111 1111 1111 1111') // 'paid with [card]'
 */
export const scrubText = (text: string, field = ''): string => DEFAULT_SCAN.text(text, field);
