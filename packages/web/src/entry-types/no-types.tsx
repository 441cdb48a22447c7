import { CopyButton } from '../clipboard/copy-button.js';
import classes from '../explore/empty/empty.module.css';

const COMMANDS = ['npx heartwood catalog src', 'npx heartwood types push docs/log-catalog.json --service shop'].join(
  '\n',
);

/** What this page is for, while nobody has registered anything. */
export function NoTypes() {
  return (
    <div className={classes.empty}>
      <h2>No entry types yet</h2>
      <p>
        An application registers the entry types it declares. From then on this page lists them, and entries that are
        not as declared are counted here.
      </p>
      <div className={classes.command}>
        <div className={classes.commandTitle}>
          <span>Register what the code declares</span>
          <CopyButton text={COMMANDS} label="Copy the commands" />
        </div>
        <pre>{COMMANDS}</pre>
      </div>
      <p>The sink of @heartwood/log for this server can do the same at every start of the application.</p>
    </div>
  );
}
