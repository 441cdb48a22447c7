/** `headers` and `response_headers` of the entry type `http.request`, an object each or flattened to a field per header. */
const HEADERS = /^(?:response_)?headers(?:_|$)/;

/**
 * Whether a field holds headers of a request or its answer: long, and alike on every line, so that lists of entries leave them out.
 * A subpath of its own without dependencies (`@heartwood/server/contract/header-fields`), as the browser application takes it too.
 */
export const isHeaderField = (name: string): boolean => HEADERS.test(name);
