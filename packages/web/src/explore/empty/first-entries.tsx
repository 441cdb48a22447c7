import { Link } from '@tanstack/react-router';
import { CopyButton } from '../../clipboard/copy-button.js';
import classes from './empty.module.css';

/** How to get entries in, with commands that work as they stand on the machine the server runs on. */
export function FirstEntries() {
  const { origin } = window.location;
  const server = origin === 'http://127.0.0.1:4710' ? '' : ` --url ${origin}`;
  const commands = [
    { title: 'Ship log files of any format', command: `npx heartwood send /var/log/dpkg.log${server}` },
    {
      title: 'Or send one entry by hand',
      command: [
        `curl ${origin}/api/v1/ingest \\`,
        '  -H "Authorization: Bearer $(cat heartwood-data/keys/local.key)" \\',
        '  -H "Content-Type: application/x-ndjson" \\',
        `  --data-binary '{"level":"INFO","service":"hello","message":"The first ring"}'`,
      ].join('\n'),
    },
  ];
  return (
    <div className={classes.empty}>
      <h2>No entries yet</h2>
      <p>Run one of these where the server runs; what arrives can be searched within a second.</p>
      {commands.map(({ title, command }) => (
        <div key={title} className={classes.command}>
          <div className={classes.commandTitle}>
            <span>{title}</span>
            <CopyButton text={command} label="Copy the command" />
          </div>
          <pre>{command}</pre>
        </div>
      ))}
      <p>
        From another machine, use an <Link to="/keys">API key</Link> with the right to send entries.
      </p>
    </div>
  );
}
