import type { ConfigKey } from './key.js';

const shown = (value: unknown): string => (value === undefined ? '–' : `\`${String(value)}\``);

/** docs/configuration.md, written from the schema; a test compares the committed page with it. */
export function configurationPage(keys: readonly ConfigKey[]): string {
  const rows = keys.map(({ path, variable, description, secret, defaultValue }) => {
    const name = secret ? `\`${path}_file\`` : `\`${path}\``;
    const environment = secret ? `\`${variable}\`, \`${variable}_FILE\`` : `\`${variable}\``;
    return `| ${name} | ${environment} | ${shown(defaultValue)} | ${description} |`;
  });
  return `# Configuration

Everything has a working default. To change something, write a \`heartwood.yaml\` and start with \`heartwood serve --config
heartwood.yaml\`, or set the environment variable of the key, which wins over the file. Keys with a dot are nested:

\`\`\`yaml
listen:
  host: 0.0.0.0
  port: 8080
spool:
  max_size: 20GiB
\`\`\`

An unknown key is an error, so that a typing mistake is not silently ignored. Sizes are written as \`64MiB\` or \`2GB\`, durations as
\`30s\`, \`15m\`, \`12h\`, \`30d\`. Relative paths start at the folder of heartwood.yaml, or at the working directory without one.

**Secrets** never stand in heartwood.yaml: set their environment variable, or name a file that holds nothing else with the key
ending in \`_file\` (this suits mounted secrets of Docker and Kubernetes).

| key | environment | default | is |
|---|---|---|---|
${rows.join('\n')}
`;
}
