export { type ApiKeys, createApiKeys, type StoredApiKey } from './api-keys.js';
export { ControlError, isControlUnavailable, withoutStatement } from './control-error.js';
export { type Control, type ControlDatabase, type ControlLocation, openControl } from './database.js';
export { createSessions, type Sessions, type StoredSession } from './sessions.js';
export { createUsers, type User, type Users } from './users.js';
