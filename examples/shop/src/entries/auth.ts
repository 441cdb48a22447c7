import { entryType, f } from '@heartwood/log';

const person = {
  user: f.object('user'),
  email: f.string({ class: 'pii', subject: 'user', description: 'Masked: first letter and domain.' }),
};

export const loginSucceeded = entryType('auth.login_succeeded', {
  level: 'info',
  stream: 'security',
  message: 'User {user} signed in',
  description: 'Somebody signed in with the right password.',
  workflow: 'sign-in',
  page: '/login',
  fields: { ...person, failures_before: f.integer({ description: 'Wrong passwords since the last right one.' }) },
});

export const loginFailed = entryType('auth.login_failed', {
  level: 'warning',
  stream: 'security',
  message: 'Sign-in refused: {reason}',
  description:
    'A wrong password, an unknown address, or an account that is locked. The answer is the same for all three.',
  workflow: 'sign-in',
  page: '/login',
  fields: {
    reason: f.enum(['wrong password', 'unknown address', 'account locked']),
    email: f.string({ class: 'pii', description: 'Masked: first letter and domain.' }),
    failures: f.integer({ description: 'Failures in a row for this address.' }),
    password: f.string({ class: 'secret', optional: true }),
  },
});

export const accountLocked = entryType('auth.account_locked', {
  level: 'error',
  stream: 'security',
  message: 'Account {user} locked after {failures} failures',
  description: 'Too many wrong passwords in a row; sign-in is refused for a while, whatever the password.',
  workflow: 'sign-in',
  page: '/login',
  fields: { ...person, failures: f.integer(), locked_until: f.date() },
});

export const loggedOut = entryType('auth.logged_out', {
  level: 'info',
  stream: 'security',
  message: 'User {user} signed out',
  description: 'Somebody ended their session.',
  workflow: 'sign-in',
  fields: { user: f.object('user') },
});

export const accessDenied = entryType('security.access_denied', {
  level: 'warning',
  stream: 'security',
  message: 'Access to {path} denied: {needed} needed',
  description: 'Somebody asked for something that their role does not allow.',
  fields: { path: f.string(), needed: f.string(), role: f.string() },
});

export const automationSuspected = entryType('security.automation_suspected', {
  level: 'warning',
  stream: 'security',
  message: '{requests} requests in {seconds} s from one address',
  description: 'One client asks faster than people click; a crawler or a price scraper.',
  fields: { requests: f.integer(), seconds: f.number(), agent: f.string() },
});
