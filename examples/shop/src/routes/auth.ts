import { addContext, type Logger } from '@heartwood/log';
import { Router } from 'express';
import { loggedOut } from '../entries/index.js';
import type { SignIn } from '../people/sign-in.js';
import { textIn } from './body.js';
import type { Browsers } from './browser.js';

/** Signing in and out. */
export function authRoutes(log: Logger, signIn: SignIn, browsers: Browsers): Router {
  const router = Router();
  router.post('/login', (request, response) => {
    const account = signIn.attempt(textIn(request.body, 'email'), textIn(request.body, 'password'));
    if (!account) {
      response.status(401).json({ error: 'The address or the password is wrong, or the account is locked.' });
      return;
    }
    browsers.sessionOf(request).account = account;
    addContext({ user_id: account.id });
    response.json({ user: account.id, role: account.role });
  });
  router.post('/logout', (request, response) => {
    const { account } = browsers.sessionOf(request);
    if (account) log.emit(loggedOut, { user: account.id });
    browsers.end(request);
    response.status(204).end();
  });
  return router;
}
