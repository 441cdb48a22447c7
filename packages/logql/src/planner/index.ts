export type { SqlFragment } from './fragment.js';
export { PLANNED_SQL_SETTINGS, planQuery } from './planner.js';
export type { Bind, StorageSchema } from './schema.js';
