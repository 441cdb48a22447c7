export { type ApiKeys, createApiKeys, type StoredApiKey } from './api-keys.js';
export { ControlError, isControlUnavailable, withoutStatement } from './control-error.js';
export { type Control, type ControlDatabase, type ControlLocation, openControl } from './database.js';
export { createEntryTypeDrift, type EntryTypeDrift, type StoredDrift } from './entry-type-drift.js';
export { createEntryTypes, type EntryTypes, type StoredEntryType } from './entry-types.js';
export { createSessions, type Sessions, type StoredSession } from './sessions.js';
export { createUsers, type User, type Users } from './users.js';
