// Drains the outbox into a file. With an even number it kills itself when its third batch is in the file and not yet marked.
import { createLogger, file } from '@heartwood/log';
import { pgOutbox } from '@heartwood/log/pg-outbox';
import pg from 'pg';

const [url, path, number] = process.argv.slice(2);
const log = createLogger({ service: 'bank', env: {}, sinks: [file({ path })] });
const pool = new pg.Pool({ connectionString: url });
let marks = 0;
const killing = {
  async connect() {
    const client = await pool.connect();
    return {
      query(text, values) {
        if (text.startsWith('DELETE') && ++marks === 3 && Number(number) % 2 === 0)
          process.kill(process.pid, 'SIGKILL');
        return client.query(text, values);
      },
      release: (broken) => client.release(broken),
    };
  },
};
await pgOutbox({ log, table: 'audit_outbox' }).relay(killing, { batch: 50 }).drain();
await log.close();
await pool.end();
