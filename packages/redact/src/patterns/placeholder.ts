/**
 * Whether a value stands for a secret without being one: `${DB_PASSWORD}`, `<token>`, `{{ key }}`, `%s`, `****`, `xxxx`, `...`,
 * `[secret]` (also as URLs write it, `%5Bsecret%5D`), `REDACTED`, `process.env.TOKEN`, `your-api-key`.
 */
export function isPlaceholder(value: string): boolean {
  return value.length < 200 && PLACEHOLDER.test(value);
}

const PLACEHOLDER =
  /^(?:(?:[$%#]?[{<([]|%5B|%7B|%3C).*|\$[A-Za-z_]\w*-?|%[a-z]|[*•·.x-]+|X+|_+|(?:process|import\.meta)\.env\b.*|redacted|filtered|masked|hidden|null|undefined|none|true|false|(?:your|my|the|some|example|sample|dummy|fake|test)[-_ ].*)$/i;
