import { expect, it } from 'vitest';
import type { Catalog } from './entry.js';
import { catalogMarkdown } from './markdown.js';

const catalog: Catalog = {
  files: 2,
  duplicates: [],
  freeForm: [{ file: 'src/a.ts', line: 3, within: 'run', method: 'info', message: 'Cache warmed', constant: true }],
  unresolved: [
    { file: 'src/a.ts', line: 9, within: '', code: 'log.emit(x)', reason: 'the entry type cannot be followed' },
  ],
  types: [
    {
      name: 'auth.locked',
      level: 'error',
      stream: 'security',
      message: 'Account {user} locked',
      description: 'Too many wrong passwords | in a row.',
      workflow: 'sign-in',
      version: 1,
      fields: [
        { name: 'user', type: 'object(user)', class: 'internal', optional: false },
        { name: 'email', type: 'string', class: 'pii', strategy: 'tokenise', optional: true, subject: 'user' },
      ],
      declared: { file: 'src/entries.ts', line: 4 },
      calls: [{ file: 'src/b.ts', line: 7, within: 'SignIn.attempt', via: 'note', level: 'warning' }],
      passedOn: [],
    },
    {
      name: 'shop.closed',
      level: 'info',
      stream: 'app',
      message: 'Closed',
      version: 1,
      fields: [],
      declared: { file: 'src/entries.ts', line: 2 },
      calls: [],
      passedOn: [],
    },
  ],
};

it('is written for people: an overview, personal data, then by workflow, then what is missing', () => {
  expect(catalogMarkdown(catalog)).toBe(`# Log catalog

Everything this application writes into its log: what happened, when, which data is kept about it, and where in the code it is written.
Made from the code by \`heartwood catalog\`; do not edit it.

2 entry types (1 app, 1 security) and 1 free-form call in 2 files.

| entry type | level | stream | workflow | says |
|---|---|---|---|---|
| [\`auth.locked\`](#authlocked) | error | security | sign-in | Too many wrong passwords \\| in a row. |
| [\`shop.closed\`](#shopclosed) | info | app |  | Closed |

## Personal and secret data

| entry type | field | class | about whom | what |
|---|---|---|---|---|
| \`auth.locked\` | \`email\` | pii, tokenise | \`user\` |  |

## Sign in

### auth.locked

Too many wrong passwords \\| in a row.

> Account {user} locked

level error · stream security · retention by stream and level. Declared in \`src/entries.ts:4\`.

| field | type | class | what |
|---|---|---|---|
| \`user\` | object(user) | internal |  |
| \`email\` | string, optional | pii, tokenise (about \`user\`) |  |

Written in:

- \`src/b.ts:7\` in \`SignIn.attempt\`, through \`note\`, at level warning

## Without a workflow

### shop.closed

_No description._

> Closed

level info · stream app · retention by stream and level. Declared in \`src/entries.ts:2\`.

Never written.

## Declared but never written

No call of these was found.

- \`shop.closed\` – \`src/entries.ts:2\`

## Free-form entries

Written without a declared type: their fields are whatever the call gives.

- “Cache warmed”, info – \`src/a.ts:3\` in \`run\`

## Not understood

The catalog cannot tell what these write.

- \`log.emit(x)\`: the entry type cannot be followed – \`src/a.ts:9\`
`);
});
