/** Longest query text accepted, in UTF-16 code units. Loki's own limit (`maxInputSize` in pkg/logql/syntax/parser.go). */
export const MAX_QUERY_LENGTH = 131_072;

/** Deepest nesting of parentheses. Nobody writes this by hand, and every recursion of this package is bounded by it. */
export const MAX_DEPTH = 100;

/** Most matchers, filters and predicates in one query; keeps the SQL made of it within the engine's own limits. */
export const MAX_TERMS = 500;
