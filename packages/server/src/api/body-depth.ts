import { ApiError } from './api-error.js';

/**
 * Refuses a body that is nested deeper than allowed, before a schema walks into it: JSON.parse takes any depth, a recursive schema
 * would run out of stack.
 *
 * @param limit objects and arrays inside each other, the outermost counted as 1
 * @throws ApiError `bad_request`
 */
export function assertBodyDepth(body: unknown, limit: number): void {
  let level = [body].filter(isContainer);
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > limit) throw new ApiError('bad_request', `The body is nested deeper than ${limit} levels.`);
    level = level.flatMap((container) => Object.values(container).filter(isContainer));
  }
}

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;
