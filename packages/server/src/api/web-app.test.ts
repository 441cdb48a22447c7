import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startTestServer } from '../../test/running-server.js';
import { errorResponseSchema } from '../contract/index.js';

let server: RunningServer;
let webRoot: string;
beforeAll(async () => {
  webRoot = mkdtempSync(join(tmpdir(), 'heartwood-web-'));
  mkdirSync(join(webRoot, 'assets'));
  writeFileSync(
    join(webRoot, 'index.html'),
    `<!doctype html><script>alert('Hello, world.');</script><div id="root"></div>`,
  );
  writeFileSync(join(webRoot, 'logo.svg'), '<svg/>');
  writeFileSync(join(webRoot, 'assets', 'main-abc123.js'), 'export {};');
  server = await startTestServer({ webRoot });
});
afterAll(async () => {
  await server.stop();
  rmSync(webRoot, { recursive: true });
});

const browse = (path: string) =>
  fetch(server.url + path, { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } });

describe('the browser application', () => {
  it.each(['/', '/explore', '/keys?x=1', '/deep/link'])('is served at %s', async (path) => {
    const answer = await browse(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    expect(await answer.text()).toContain('id="root"');
  });

  it('has its inline scripts allowed by hash and no others', async () => {
    const policy = (await browse('/')).headers.get('content-security-policy');
    expect(policy).toContain("script-src 'self' 'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=';");
  });

  it('has files named by their content kept for ever, the others asked for again', async () => {
    expect((await browse('/assets/main-abc123.js')).headers.get('cache-control')).toBe(
      'public, max-age=31536000, immutable',
    );
    expect((await browse('/logo.svg')).headers.get('cache-control')).toBe('no-cache');
  });

  it.each(['/api/v1/nothing', '/loki/api/v1/nothing'])('does not stand in for %s', async (path) => {
    const answer = await browse(path);
    expect(answer.status).toBe(404);
    expect(errorResponseSchema.parse(await answer.json()).error.code).toBe('not_found');
  });

  it('stays inside its folder', async () => {
    const answer = await browse('/..%2f..%2f..%2fetc%2fpasswd');
    expect(await answer.text()).not.toContain('root:');
  });
});
