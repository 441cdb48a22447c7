import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { expect, it } from 'vitest';
import { createHttpServer } from './http-server.js';

/** Something to wait for. */
function gate(): { passed: Promise<void>; open: () => void } {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}

it('a closing server gives the answers it owes and waits for nothing else', async () => {
  const app = await createHttpServer({ trustProxy: false });
  const asked = gate();
  const mayAnswer = gate();
  app.get('/', async () => {
    asked.open();
    await mayAnswer.passed;
    return 'answered';
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const silent = connect(port, '127.0.0.1').resume();
  await Promise.all([once(silent, 'connect'), once(app.server, 'connection')]);
  const answer = fetch(url).then((response) => response.text());
  await asked.passed;
  const ended = once(silent, 'close');
  const closed = app.close();
  await ended;
  mayAnswer.open();
  expect(await answer).toBe('answered');
  await closed;
});
