import { compileRegex } from '../regex/index.js';
import type { MatchOperator } from '../syntax/selector.js';

/**
 * Compiles a comparison of text. Regular expressions are anchored.
 *
 * @param dotAll `.` matches line breaks: so in stream selectors (Prometheus' matchers), not in label filters
 */
export function compileMatch(operator: MatchOperator, value: string, dotAll: boolean): (text: string) => boolean {
  switch (operator) {
    case '=':
      return (text) => text === value;
    case '!=':
      return (text) => text !== value;
    case '=~':
      return compileRegex(value, { anchored: true, dotAll });
    case '!~': {
      const test = compileRegex(value, { anchored: true, dotAll });
      return (text) => !test(text);
    }
  }
}
