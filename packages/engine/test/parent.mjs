// A parent that opens an engine, tells its process id, and waits to be killed.
import { createEngine } from '@heartwood/engine';

const engine = await createEngine({ embedded: { dir: process.argv[2] } });
process.stdout.write(`${engine.pid}\n`);
setInterval(() => {}, 1000);
