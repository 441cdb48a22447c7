import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { log } from './log.js';
import { scenario } from './scenario.js';

// No `await` at the top: a bundle in CommonJS has none.
async function main() {
  const outcome = await scenario();
  await log.close();
  writeFileSync(join(process.env.APPLICATION_FOLDER, 'outcome.json'), JSON.stringify(outcome));
}

main();
