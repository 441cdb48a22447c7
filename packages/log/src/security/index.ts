export * from './owasp/index.js';
