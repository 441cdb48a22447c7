import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createModuleGraph } from '../syntax/module-graph.js';
import { migrateModule } from './migrate-module.js';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'heartwood-given-away-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** What is left of a file, each as its code and the start of the reason. */
function left(text: string): string[] {
  const path = join(dir, 'app.ts');
  writeFileSync(path, text);
  const graph = createModuleGraph();
  const loggerFile = join(dir, 'log.ts');
  const run = { graph, loggerFile, loggerName: 'log', specifier: undefined, covers: () => true };
  return migrateModule(graph.module(path), run).left.map(({ code, reason }) => `${code} – ${reason.split(/[,;]/)[0]}`);
}

const PINO = "import pino from 'pino';\nconst logger = pino();\n";
const WINSTON = "import winston from 'winston';\nconst logger = winston.createLogger();\n";
const DETACHED = 'it is given away as a function';
const OF_REQUEST = 'it is the logger of a request';
const given = (to: string) => `${to} is given the logger`;

it.each([
  [`${PINO}run().catch(logger.error);`, [`logger.error – ${DETACHED}`]],
  [`${PINO}const c = logger.child({ a });\nbus.on('x', c.warn);`, [`c.warn – ${DETACHED}`]],
  [`${PINO}const f = () => { const own = logger.child({}); run().catch(own.fatal); };`, [`own.fatal – ${DETACHED}`]],
  [`${PINO}try { const own = logger; run().catch(own.info); } catch {}`, [`own.info – ${DETACHED}`]],
  [`${PINO}const { info } = logger;`, [`{ info } = logger – ${DETACHED}`]],
  [`${PINO}const options = { onError: logger.error };`, [`logger.error – ${DETACHED}`]],
  [`${WINSTON}const write = logger.log;`, [`logger.log – ${DETACHED}`]],
  [
    `import { pinoHttp } from 'pino-http';\n${PINO}app.use(pinoHttp({ logger }));`,
    [`pinoHttp({ logger }) – ${given('pino-http')}`],
  ],
  [
    `import fastify from 'fastify';\n${PINO}fastify({ loggerInstance: logger });`,
    [`fastify({ loggerInstance: logger }) – ${given('fastify')}`],
  ],
  ["app.get('/', (req, res) => { req.log.info('x'); });", [`req.log.info – ${OF_REQUEST}`]],
  ["app.get('/', (request) => run().catch(request.log.error));", [`request.log.error – ${OF_REQUEST}`]],
])('%s', (text, want) => expect(left(text)).toEqual(want));

it.each([
  `${PINO}logger.error({ err }, 'x');`,
  `${PINO}const { level } = logger;\nlogger.level;`,
  `import { shop } from './shop.js';\n${PINO}shop({ logger });`,
  "run().catch(view.error);\nconst { info } = view;\nother.log.warn('y');",
])('nothing: %s', (text) => expect(left(text)).toEqual([]));

it('nothing of a logger that stays with its library', () => {
  const text = "import pino from 'pino';\nconst logger = pino({ serializers });\nrun().catch(logger.error);";
  expect(left(text).filter((one) => one.startsWith('logger.error'))).toEqual([]);
});
