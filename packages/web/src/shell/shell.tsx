import { Link, Outlet } from '@tanstack/react-router';
import { AccountMenu } from './account-menu.js';
import { ColorSchemeToggle } from './color-scheme-toggle.js';
import { Logo } from './logo.js';
import classes from './shell.module.css';

/** The frame of every page behind the sign-in. */
export function Shell() {
  return (
    <div className={classes.shell}>
      <header className={classes.header}>
        <Link to="/explore" className={classes.brand}>
          <Logo />
          <span>Heartwood</span>
        </Link>
        <nav className={classes.nav} aria-label="Pages">
          <Link to="/explore" className={classes.link}>
            Explore
          </Link>
          <Link to="/keys" className={classes.link}>
            API keys
          </Link>
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
