import { useQuery } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { sessionQuery } from '../api/session.js';
import { AccountMenu } from './account-menu.js';
import { ColorSchemeToggle } from './color-scheme-toggle.js';
import { Logo } from './logo.js';
import classes from './shell.module.css';

/** The frame of every page behind the sign-in. */
export function Shell() {
  const { data: session } = useQuery(sessionQuery);
  return (
    <div className={classes.shell}>
      <header className={classes.header}>
        <Link to="/explore" className={classes.brand} aria-label="Heartwood">
          <Logo />
          <span>Heartwood</span>
        </Link>
        <nav className={classes.nav} aria-label="Pages">
          <Link to="/explore" className={classes.link}>
            Explore
          </Link>
          <Link to="/entry-types" className={classes.link}>
            Entry types
          </Link>
          <Link to="/keys" className={classes.link}>
            API keys
          </Link>
          {session?.role === 'admin' && (
            <Link to="/users" className={classes.link}>
              Users
            </Link>
          )}
        </nav>
        <div className={classes.tools}>
          <ColorSchemeToggle />
          <AccountMenu />
        </div>
      </header>
      <main className={classes.main}>
        <Outlet />
      </main>
    </div>
  );
}
