import { RULES, type RuleId } from '@heartwood/redact';
import { z } from 'zod';
import { described } from './described.js';
import { byteSize } from './units.js';

const mode = z.enum(['off', 'observe', 'mask', 'drop']);

/** The key of one rule: its default mode and its description are the rule's own. */
function ruleKey(id: RuleId) {
  const rule = RULES.find((one) => one.id === id);
  if (rule === undefined) throw new RangeError(`@heartwood/redact has no rule ${id}`);
  return described(mode.default(rule.mode), rule.description);
}

/** One key per rule, so that docs/configuration.md is the inventory of rules (P4). */
const rules = z.strictObject({
  provider_token: ruleKey('provider_token'),
  jwt: ruleKey('jwt'),
  private_key: ruleKey('private_key'),
  authorization: ruleKey('authorization'),
  cookie: ruleKey('cookie'),
  url_password: ruleKey('url_password'),
  connection_string: ruleKey('connection_string'),
  secret_assignment: ruleKey('secret_assignment'),
  url_signature: ruleKey('url_signature'),
  card_code: ruleKey('card_code'),
  card: ruleKey('card'),
  iban: ruleKey('iban'),
  us_ssn: ruleKey('us_ssn'),
  us_itin: ruleKey('us_itin'),
  gb_nino: ruleKey('gb_nino'),
  gb_nhs: ruleKey('gb_nhs'),
  de_tax_id: ruleKey('de_tax_id'),
  fr_nir: ruleKey('fr_nir'),
  es_dni: ruleKey('es_dni'),
  it_codice_fiscale: ruleKey('it_codice_fiscale'),
  pl_pesel: ruleKey('pl_pesel'),
  se_personnummer: ruleKey('se_personnummer'),
  nl_bsn: ruleKey('nl_bsn'),
  email: ruleKey('email'),
  ip: ruleKey('ip'),
  mac: ruleKey('mac'),
} satisfies Record<RuleId, unknown>);

const allowance = z.strictObject({
  rule: z.enum(RULES.map(({ id }) => id)).optional(),
  event: z.string().min(1).optional(),
  field: z.string().min(1).optional(),
  value: z.string().min(1).optional(),
});

/** The environment has no lists: there it is JSON. Text that is none stays text, which the schema then names as wrong. */
function listOf(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** `scrub`: what is searched for in the texts of arriving entries, and what happens with it. */
export const scrub = z.strictObject({
  max_text: described(
    byteSize().prefault('256KiB'),
    'How much of one text is searched for secrets and personal data; the rest is replaced by `[unscanned]`.',
  ),
  allow: described(
    z.preprocess(listOf, z.array(allowance)).prefault('[]'),
    'Findings that are left alone: a list of `{rule, event, field, value}`, of which all that are given must fit. JSON in the environment.',
  ),
  rules: rules.prefault({}),
});
