import { bare, keyName, staticText } from '@heartwood/eslint-plugin/syntax';
import { isSecretKey } from '@heartwood/redact';
import type { Node } from 'oxc-parser';

/** Beside `paths`: how pino masks, which is not up to the option here. */
const WAYS = new Set(['censor', 'remove']);

/**
 * Why pino's option `redact` cannot be dropped; `undefined` when Heartwood masks all that it names, as each path ends in the name of a
 * secret. Source of the paths: pino's docs/redaction.md.
 *
 * @param option a list of paths, or `{ paths, censor, remove }`
 */
export function whyRedactIsNeeded(option: Node): string | undefined {
  const paths = pathsOf(bare(option));
  if (paths === undefined) return 'its option redact is not a literal';
  const open = paths.filter((path) => {
    const name = lastNameOf(path);
    return name === undefined || !isSecretKey(name);
  });
  if (open.length === 0) return undefined;
  return `its option redact names what is not masked by its name: ${open.join(', ')}; give these to redaction.keys, or declare them as pii`;
}

function pathsOf(option: Node): readonly string[] | undefined {
  if (option.type === 'ArrayExpression') {
    const paths = option.elements.map((one) => (one === null ? undefined : staticText(bare(one))));
    return paths.every((path) => path !== undefined) ? paths : undefined;
  }
  if (option.type !== 'ObjectExpression') return undefined;
  let paths: readonly string[] | undefined;
  for (const one of option.properties) {
    const key = one.type === 'Property' ? keyName(one.key, one.computed) : undefined;
    if (one.type === 'Property' && key === 'paths') paths = pathsOf(bare(one.value));
    else if (key === undefined || !WAYS.has(key)) return undefined;
  }
  return paths;
}

/** `password` in `*.password`, `x-api-key` in `req.headers["x-api-key"]`; none when anything may come last, as in `user.*`. */
function lastNameOf(path: string): string | undefined {
  const [, plain, quoted] = /(?:^|\.)([^.[\]*]+)$|\[["'`]([^"'`]+)["'`]\]$/.exec(path) ?? [];
  return plain ?? quoted;
}
