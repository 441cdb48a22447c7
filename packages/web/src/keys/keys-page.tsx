import { Button, Loader } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { keysQuery } from '../api/keys.js';
import classes from '../listing/listing.module.css';
import { CreateKeyDialog } from './create-key-dialog.js';
import { KeyRow } from './key-row.js';

export function KeysPage() {
  const { data: keys, error, isPending } = useQuery(keysQuery);
  const [creating, setCreating] = useState(false);
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <div>
          <h1>API keys</h1>
          <p>Agents and applications send entries with a key; scripts read with one.</p>
        </div>
        <Button size="xs" leftSection={<IconPlus size={15} />} onClick={() => setCreating(true)}>
          Create key
        </Button>
      </div>
      {isPending && <Loader size="sm" aria-label="Loading" />}
      {error && (
        <p role="alert" className={classes.error}>
          {error.message}
        </p>
      )}
      {keys?.length === 0 && (
        <p className={classes.empty}>No keys yet. Create one to let an application send entries.</p>
      )}
      {keys && keys.length > 0 && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th>Name</th>
              <th>May</th>
              <th>Created</th>
              <th>Last used</th>
              <th aria-label="Actions" />
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => (
              <KeyRow key={key.id} apiKey={key} />
            ))}
          </tbody>
        </table>
      )}
      <CreateKeyDialog opened={creating} onClose={() => setCreating(false)} />
    </div>
  );
}
