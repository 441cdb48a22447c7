import { join } from 'node:path';
import { createLogger, file, heartwood, stdout } from '@heartwood/log';
import { serializers } from './log-serializers.js';

/** How many of the serializers made at build time were found and used. */
export const compiled = { used: 0 };

const counted = Object.fromEntries(
  Object.entries(serializers).map(([key, make]) => [
    key,
    (...parts) => {
      compiled.used++;
      return make(...parts);
    },
  ]),
);

const folder = process.env.APPLICATION_FOLDER ?? '.';

/** At the top of a module, as applications have it: whoever builds them may load it too. */
export const log = createLogger({
  service: 'bundled',
  version: '1.2.3',
  environment: 'production',
  serializers: counted,
  sinks: [
    stdout({ format: 'json' }),
    file({ path: join(folder, 'logs', 'application.log'), rotationBytes: 4_000 }),
    heartwood({ url: process.env.HEARTWOOD_URL, key: 'hw_bundled', spoolDir: join(folder, 'spool') }),
  ],
});
