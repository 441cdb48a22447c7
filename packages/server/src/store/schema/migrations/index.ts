import type { Migration } from '../migration.js';
import { entries } from './0001-entries.js';

/** Every step, in order. */
export const MIGRATIONS: readonly Migration[] = [entries];
