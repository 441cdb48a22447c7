import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, redirect } from '@tanstack/react-router';
import { parseSearch, stringifySearch } from './address.js';
import { sessionQuery } from './api/session.js';
import { EntryTypesPage } from './entry-types/entry-types-page.js';
import { validateEntryTypesSearch } from './entry-types/entry-types-search.js';
import { ExplorePage } from './explore/explore-page.js';
import { validateExploreSearch } from './explore/explore-search.js';
import { KeysPage } from './keys/keys-page.js';
import { FailurePage } from './shell/failure-page.js';
import { MissingPage } from './shell/missing-page.js';
import { Shell } from './shell/shell.js';
import { SignInPage } from './sign-in/sign-in-page.js';
import { UsersPage } from './users/users-page.js';

interface Context {
  readonly queryClient: QueryClient;
}

const rootRoute = createRootRouteWithContext<Context>()({
  notFoundComponent: MissingPage,
  errorComponent: FailurePage,
});

/** Every page that needs a session hangs below this one. */
const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: '/sign-in', search: { next: location.href } });
    return { session };
  },
  component: Shell,
});

const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/explore', replace: true });
  },
});

const exploreRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/explore',
  validateSearch: validateExploreSearch,
  component: ExplorePage,
});

const entryTypesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/entry-types',
  validateSearch: validateEntryTypesSearch,
  component: EntryTypesPage,
});

const keysRoute = createRoute({ getParentRoute: () => shellRoute, path: '/keys', component: KeysPage });

const usersRoute = createRoute({ getParentRoute: () => shellRoute, path: '/users', component: UsersPage });

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  // Only a path of our own: an address from outside must not become the target of a redirect.
  validateSearch: ({ next }: Record<string, unknown>): { next?: string } =>
    typeof next === 'string' && /^\/(?![/\\])/.test(next) ? { next } : {},
  component: SignInPage,
});

const routeTree = rootRoute.addChildren([
  shellRoute.addChildren([homeRoute, exploreRoute, entryTypesRoute, keysRoute, usersRoute]),
  signInRoute,
]);

export function createAppRouter(queryClient: QueryClient) {
  return createRouter({ routeTree, context: { queryClient }, parseSearch, stringifySearch });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
