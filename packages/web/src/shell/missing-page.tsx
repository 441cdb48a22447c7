import { Link } from '@tanstack/react-router';
import { Logo } from './logo.js';
import classes from './shell.module.css';

export function MissingPage() {
  return (
    <div className={classes.page}>
      <Logo size={36} />
      <h1>There is no such page</h1>
      <p>The address may be mistyped or from another version.</p>
      <Link to="/explore">Go to Explore</Link>
    </div>
  );
}
