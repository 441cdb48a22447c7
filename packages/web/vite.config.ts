import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `vite dev` finds a running Heartwood server. */
const server = process.env.HEARTWOOD_URL ?? 'http://127.0.0.1:4710';

/** Libraries that change rarely stay in chunks of their own, so that a new release of the app does not invalidate them. */
const CHUNKS: readonly (readonly [name: string, packages: RegExp])[] = [
  ['editor', /node_modules\/(@codemirror|@lezer|style-mod|w3c-keyname|crelt)\//],
  ['chart', /node_modules\/uplot\//],
  ['dates', /node_modules\/(@mantine\/dates|dayjs)\//],
  ['react', /node_modules\/(react|react-dom|scheduler)\//],
  ['mantine', /node_modules\/(@mantine|@floating-ui|@tabler)\//],
  ['vendor', /node_modules\//],
];

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2023',
    // The server sends `img-src 'self'`: nothing may become a data: URI.
    assetsInlineLimit: 0,
    sourcemap: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: CHUNKS.map(([name, test], index) => ({ name, test, priority: CHUNKS.length - index })),
        },
      },
    },
  },
  server: { proxy: { '/api': server } },
});
