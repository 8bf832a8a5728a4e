import { getNamedType } from 'graphql';
import type { OperationDeclaration } from '../platform/capabilities/capability.js';
import type { Limit, Rule } from '../platform/rate-limits/rules.js';
import { printedSchema, unansweredSchema } from './printed-schema.js';
import { errorDeclarations, LIMITS, operationDeclarations } from './registers.js';

/** Rules that the documents describe in words, because they limit mails and events instead of operations. */
const TOLD_IN_WORDS: readonly string[] = [
  'mailToAddress',
  'mailToAliases',
  'refusedAdministration',
  'securityNotice',
];

/**
 * The expected content of every file that `npm run schema` writes.
 * @param read returns the present content; in the documents, only the tables are replaced
 */
export async function writtenDocuments(
  read: (path: string) => string,
): Promise<Readonly<Record<string, string>>> {
  const withTable = (path: string, name: string, table: string) =>
    read(path).replace(
      new RegExp(`(<!-- written: ${name} -->\n)[\\s\\S]*?(<!-- end -->)`),
      (_all, begin: string, end: string) => `${begin}${table}\n${end}`,
    );
  return {
    'schema.graphql': await printedSchema(),
    'src/packages/client/declared-operations.ts': await declaredOperations(),
    'docs/errors.md': withTable('docs/errors.md', 'errors', errorTable()),
    'docs/operating.md': withTable('docs/operating.md', 'limits', limitTable()),
  };
}

/** The properties of operations that the client needs and that the schema does not contain. */
async function declaredOperations(): Promise<string> {
  const mutations = Object.values((await unansweredSchema()).getMutationType()?.getFields() ?? {});
  const opening = mutations.filter(({ type }) => getNamedType(type).name === 'AuthPayload');
  const taking = (wanted: OperationDeclaration['token']) =>
    Object.entries(operationDeclarations)
      .filter(([, { token }]) => token === wanted)
      .map(([name]) => name);
  const list = (names: readonly string[]) =>
    [...names]
      .sort()
      .map((name) => `  '${name}',\n`)
      .join('');
  return [
    '// Written by `npm run schema` from what the capabilities declare.\n',
    '\n/** Operations that need no token: they wait for no refresh and are sent without one. */\n',
    `export const WITHOUT_TOKEN: readonly string[] = [\n${list(taking('never'))}];\n`,
    '\n/** Operations that take a token if there is one: without a session, they are sent without it. */\n',
    `export const WITH_OPTIONAL_TOKEN: readonly string[] = [\n${list(taking('optional'))}];\n`,
    '\n/** Operations whose answer is a new session. */\n',
    `export const OPENING: readonly string[] = [\n${list(opening.map(({ name }) => name))}];\n`,
  ].join('');
}

function errorTable(): string {
  const rows = Object.entries(errorDeclarations)
    .sort(([, a], [, b]) => a.status - b.status)
    .map(([code, { status, when, extras = '' }]) => `| \`${code}\` | ${status} | ${when} | ${extras} |`);
  return ['| code | status | when | also in `extensions` |', '|---|---|---|---|', ...rows].join('\n');
}

function limitTable(): string {
  const rows = Object.entries(LIMITS)
    .filter(([name]) => !TOLD_IN_WORDS.includes(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, rule]) => limitRow(name, rule));
  return [
    '| operation | one address | one account or name | one account on known devices |',
    '|---|---|---|---|',
    ...rows,
  ].join('\n');
}

function limitRow(name: string, { address, subject, knownDevice = [] }: Rule): string {
  const cells = [address, subject, knownDevice].map((limits) => limits.map(inWords).join('; '));
  return `| \`${name}\` | ${cells.join(' | ')} |`;
}

/** For example `5 failures in 15 minutes`, `120 in 1 minute`. */
function inWords({ points, window, counts }: Limit): string {
  const many = counts === 'everything' ? `${points}` : `${points} ${counts}`;
  const [amount, unit] = [86_400, 3600, 60]
    .map((seconds, index) => [window.seconds / seconds, ['day', 'hour', 'minute'][index]] as const)
    .find(([count]) => Number.isInteger(count)) ?? [window.seconds, 'second'];
  return `${many} in ${amount} ${unit}${amount === 1 ? '' : 's'}`;
}
