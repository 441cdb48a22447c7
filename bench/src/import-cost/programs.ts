/** A library and the shortest program that logs one line of JSON with a time stamp to the standard output. */
export interface Program {
  readonly name: string;
  readonly specifier: string;
  readonly source: string;
}

/** Every library the same: import, configure, one line with two fields. */
export const PROGRAMS: readonly Program[] = [
  {
    name: '@heartwood/log',
    specifier: '@heartwood/log',
    source: `import { createLogger, stdout } from '@heartwood/log';
const log = createLogger({ service: 'bench', environment: 'production', env: {}, sinks: [stdout({ format: 'json' })] });
log.info('Ready', { port: 3000, tls: true });`,
  },
  {
    name: 'pino',
    specifier: 'pino',
    source: `import { pino, destination, stdTimeFunctions } from 'pino';
const log = pino({ timestamp: stdTimeFunctions.isoTime, base: { service: 'bench' } }, destination({ sync: true }));
log.info({ port: 3000, tls: true }, 'Ready');`,
  },
  {
    name: 'winston',
    specifier: 'winston',
    source: `import winston from 'winston';
const { combine, json, timestamp } = winston.format;
const log = winston.createLogger({
  format: combine(timestamp(), json()),
  defaultMeta: { service: 'bench' },
  transports: [new winston.transports.Console()],
});
log.info('Ready', { port: 3000, tls: true });`,
  },
  {
    name: 'LogTape',
    specifier: '@logtape/logtape',
    source: `import { configureSync, getConsoleSink, getJsonLinesFormatter, getLogger } from '@logtape/logtape';
configureSync({
  sinks: { console: getConsoleSink({ formatter: getJsonLinesFormatter() }) },
  loggers: [
    { category: 'bench', sinks: ['console'], lowestLevel: 'info' },
    { category: ['logtape', 'meta'], sinks: [] },
  ],
});
getLogger('bench').info('Ready', { port: 3000, tls: true });`,
  },
  {
    name: 'evlog',
    specifier: 'evlog',
    source: `import { createLogger, initLogger } from 'evlog';
initLogger({ env: { service: 'bench', environment: 'production' }, pretty: false });
const event = createLogger({ port: 3000, tls: true });
event.info('Ready');
event.emit();`,
  },
  {
    name: 'roarr',
    specifier: 'roarr',
    source: `import { Roarr } from 'roarr';
Roarr.child({ service: 'bench' }).info({ port: 3000, tls: true }, 'Ready');`,
  },
];
