import type { CallSite, Catalog, CatalogField, CatalogType } from './entry.js';
import { grouped } from './order.js';

/** Said at the head, so that nobody edits the file by hand. */
const HEAD = `# Log catalog

Everything this application writes into its log: what happened, when, which data is kept about it, and where in the code it is written.
Made from the code by \`heartwood catalog\`; do not edit it.
`;

/** The catalog for people: by workflow, then by entry type; what is missing or unclear at the end. */
export function catalogMarkdown(catalog: Catalog): string {
  const { types, freeForm, unresolved, duplicates } = catalog;
  const silent = types.filter((type) => type.calls.length === 0 && type.passedOn.length === 0);
  const sections = [
    HEAD,
    overview(catalog),
    personal(types),
    ...grouped(types, ({ workflow }) => workflow).map(
      ([workflow, list]) =>
        `## ${workflow === '' ? 'Without a workflow' : title(workflow)}\n\n${list.map(typeSection).join('\n')}`,
    ),
    list(
      'Declared but never written',
      'No call of these was found.',
      silent.map((type) => `${code(type.name)} – ${place(type.declared)}`),
    ),
    list(
      'Free-form entries',
      'Written without a declared type: their fields are whatever the call gives.',
      freeForm.map(
        (call) => `${call.constant ? quoted(call.message) : code(call.message)}, ${call.method} – ${where(call)}`,
      ),
    ),
    list(
      'Declared more than once',
      'One name must mean one thing.',
      duplicates.map(({ name, places }) => `${code(name)} – ${places.map(place).join(', ')}`),
    ),
    list(
      'Not understood',
      'The catalog cannot tell what these write.',
      unresolved.map((one) => `${one.code === '' ? '' : `${code(one.code)}: `}${one.reason} – ${where(one)}`),
    ),
  ];
  return `${sections
    .filter((section) => section !== '')
    .join('\n')
    .trimEnd()}\n`;
}

function overview({ types, freeForm, files }: Catalog): string {
  const streams = grouped(types, ({ stream }) => stream).map(([stream, list]) => `${list.length} ${stream}`);
  const lines = types.map(
    (type) =>
      `| [${code(type.name)}](#${anchor(type.name)}) | ${type.level} | ${type.stream} | ${cell(type.workflow ?? '')} | ${cell(type.description ?? type.message)} |`,
  );
  const counts = `${count(types.length, 'entry type')}${streams.length === 0 ? '' : ` (${streams.join(', ')})`} and ${count(freeForm.length, 'free-form call')} in ${count(files, 'file')}.`;
  return `${counts}\n${lines.length === 0 ? '' : `\n| entry type | level | stream | workflow | says |\n|---|---|---|---|---|\n${lines.join('\n')}\n`}`;
}

/** What auditors ask first: which data about persons, and which secrets, the log deals with. */
function personal(types: readonly CatalogType[]): string {
  const rows = types.flatMap((type) =>
    type.fields
      .filter((field) => ['pii', 'sensitive', 'secret'].includes(field.class))
      .map(
        (field) =>
          `| ${code(type.name)} | ${code(field.name)} | ${field.class}${strategy(field)} | ${field.class === 'secret' ? 'never written' : field.subject === undefined ? '' : code(field.subject)} | ${cell(field.description ?? '')} |`,
      ),
  );
  if (rows.length === 0) return '';
  return `## Personal and secret data\n\n| entry type | field | class | about whom | what |\n|---|---|---|---|---|\n${rows.join('\n')}\n`;
}

function typeSection(type: CatalogType): string {
  const facts = [
    `level ${type.level}`,
    `stream ${type.stream}`,
    `retention ${type.retention ?? 'by stream and level'}`,
    ...(type.page === undefined ? [] : [`page ${code(type.page)}`]),
    ...(type.version === 1 ? [] : [`version ${type.version}`]),
  ];
  const written = [
    ...type.calls.map(
      (call) =>
        `- ${where(call)}${call.via === undefined ? '' : `, through ${code(call.via)}`}${call.level === undefined ? '' : `, at level ${call.level}`}`,
    ),
    ...type.passedOn.map((call) => `- ${where(call)}: given to ${code(call.via ?? '?')}`),
  ];
  return `### ${type.name}

${type.description === undefined ? '_No description._' : prose(type.description)}

> ${prose(type.message)}

${facts.join(' · ')}. Declared ${type.declared.line === 0 ? 'by' : 'in'} ${place(type.declared)}.
${type.fields.length === 0 ? '' : `\n| field | type | class | what |\n|---|---|---|---|\n${type.fields.map(fieldRow).join('\n')}\n`}
${written.length === 0 ? 'Never written.' : `Written in:\n\n${written.join('\n')}`}
`;
}

function fieldRow(field: CatalogField): string {
  const unit = field.unit === undefined ? '' : ` in ${cell(field.unit)}`;
  const optional =
    field.default !== undefined ? `, default ${code(field.default)}` : field.optional ? ', optional' : '';
  const about = field.subject === undefined ? '' : ` (about ${code(field.subject)})`;
  return `| ${code(field.name)} | ${cell(field.type)}${unit}${optional} | ${field.class}${strategy(field)}${about} | ${cell(field.description ?? '')} |`;
}

/** What becomes of the value, behind its class. */
const strategy = (field: CatalogField): string => (field.strategy === undefined ? '' : `, ${field.strategy}`);

function list(name: string, says: string, items: readonly string[]): string {
  return items.length === 0 ? '' : `## ${name}\n\n${says}\n\n${items.map((item) => `- ${item}`).join('\n')}\n`;
}

const where = (call: CallSite): string => `${place(call)}${call.within === '' ? '' : ` in ${code(call.within)}`}`;
const place = ({ file, line }: { file: string; line: number }): string => code(line === 0 ? file : `${file}:${line}`);
const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
const quoted = (text: string): string => `“${prose(text)}”`;
const title = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
/** As GitHub makes anchors of headings: dots vanish. */
const anchor = (name: string): string => name.toLowerCase().replace(/[^\w -]/g, '');
/** Text without the characters that mean something to Markdown. */
const prose = (text: string): string =>
  text.replace(/[\\`*_<>[\]|#]/g, (character) => `\\${character}`).replace(/\s+/g, ' ');
const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/\s+/g, ' ');
const code = (text: string): string => {
  const fence = text.includes('`') ? '``' : '`';
  return `${fence}${text.replaceAll('|', '\\|').replace(/\s+/g, ' ')}${fence}`;
};
