import { addContext } from '@heartwood/log';
import type { Request, RequestHandler } from 'express';
import type { Session, Sessions } from '../people/sessions.js';

const COOKIE = 'shop_session';

/** The session of a request's browser, known to routes through `sessionOf`. */
export interface Browsers {
  /** Finds or opens the session of every request, and puts who it is into the log's context. */
  readonly middleware: RequestHandler;
  sessionOf(request: Request): Session;
  /** Forgets the session of the request. */
  end(request: Request): void;
}

export function createBrowsers(sessions: Sessions): Browsers {
  const ofRequest = new WeakMap<Request, Session>();
  return {
    middleware(request, response, next) {
      let session = sessions.find(tokenOf(request));
      if (!session) {
        const opened = sessions.open();
        session = opened.session;
        response.cookie(COOKIE, opened.token, { httpOnly: true, sameSite: 'lax' });
      }
      ofRequest.set(request, session);
      addContext({ session_id: session.id, user_id: session.account?.id });
      next();
    },
    sessionOf(request) {
      const session = ofRequest.get(request);
      if (!session) throw new Error('the route is not behind the browsers middleware');
      return session;
    },
    end(request) {
      const token = tokenOf(request);
      if (token !== undefined) sessions.end(token);
    },
  };
}

function tokenOf(request: Request): string | undefined {
  const cookies = request.headers.cookie?.split('; ') ?? [];
  return cookies.find((cookie) => cookie.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
}
