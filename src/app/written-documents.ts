import type { Duration } from '../core/duration.js';
import type { ErrorCode } from '../core/errors.js';
import type { Freshness } from '../core/freshness.js';
import { freshOperations } from '../platform/graphql/fresh.js';
import type { Limit, Rule } from '../platform/rate-limits/rules.js';
import { publishedSchema, unansweredSchema } from './printed-schema.js';
import {
  errorDeclarations,
  fieldRules,
  LIMITS,
  operationDeclarations,
  reasonDeclarations,
} from './registers.js';

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
  const withTables = (path: string, tables: Readonly<Record<string, string>>) =>
    Object.entries(tables).reduce(
      (text, [name, table]) =>
        text.replace(
          new RegExp(`(<!-- written: ${name} -->\n)[\\s\\S]*?(<!-- end -->)`),
          (_all, begin: string, end: string) => `${begin}${table}\n${end}`,
        ),
      read(path),
    );
  return {
    'schema.graphql': await publishedSchema(),
    'docs/errors.md': withTables('docs/errors.md', {
      errors: errorTable(),
      reasons: reasonTable(),
      rules: ruleTable(),
    }),
    'docs/operating.md': withTables('docs/operating.md', { limits: limitTable() }),
    'docs/second-factors.md': withTables('docs/second-factors.md', {
      fresh: freshTable(freshOperations(await unansweredSchema())),
    }),
  };
}

function errorTable(): string {
  const rows = Object.entries(errorDeclarations)
    .sort(([, a], [, b]) => a.status - b.status)
    .map(
      ([code, { status, when, extras = '' }]) =>
        `| \`${code}\` | ${status} | ${when} | ${extras} | ${operationsWith(code as ErrorCode)} |`,
    );
  return [
    '| code | status | when | also in `extensions` | returned by |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

function operationsWith(code: ErrorCode): string {
  const { returnedBy } = errorDeclarations[code];
  const listing = Object.entries(operationDeclarations)
    .filter(([, { throws }]) => throws.includes(code))
    .map(([name]) => `\`${name}\``);
  return [...(returnedBy ? [returnedBy] : []), ...listing.sort()].join(', ');
}

function reasonTable(): string {
  const rows = Object.entries(reasonDeclarations)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([reason, when]) => `| \`${reason}\` | ${when} |`);
  return ['| reason | when |', '|---|---|', ...rows].join('\n');
}

function ruleTable(): string {
  const rows = Object.entries(fieldRules).map(
    ([name, { fields, when }]) => `| \`${name}\` | ${fields} | ${when} |`,
  );
  return ['| rule | fields | when |', '|---|---|---|', ...rows].join('\n');
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

/** What an operation asks of the session, with what else is enough. */
interface RequiredProof extends Freshness {
  readonly orPassword?: string;
  readonly recovered?: Duration;
}

function freshTable(operations: ReadonlyMap<string, RequiredProof>): string {
  const rows = [...operations].sort(([a], [b]) => (a < b ? -1 : 1)).map(freshRow);
  return ['| operation | level | at most since the proof | or |', '|---|---|---|---|', ...rows].join('\n');
}

function freshRow([name, { within, level, orPassword, recovered }]: [string, RequiredProof]): string {
  const others = [
    ...(orPassword === undefined ? [] : [`\`${orPassword}\` in the input, without a second factor`]),
    ...(recovered === undefined
      ? []
      : [`${timeInWords(recovered.seconds)} after a sign-in with a recovery code`]),
  ];
  const cells = [`\`${name}\``, levelInWords(level), timeInWords(within.seconds), others.join('; ')];
  return `| ${cells.join(' | ')} |`;
}

function levelInWords(level: Freshness['level']): string {
  return level === 'highest' ? '2 for users with a second factor, otherwise 1' : `${level}`;
}

/** For example `5 failures in 15 minutes`, `120 in 1 minute`. */
function inWords({ points, window, counts }: Limit): string {
  const many = counts === 'everything' ? `${points}` : `${points} ${counts}`;
  return `${many} in ${timeInWords(window.seconds)}`;
}

function timeInWords(seconds: number): string {
  const [amount, unit] = [86_400, 3600, 60]
    .map((one, index) => [seconds / one, ['day', 'hour', 'minute'][index]] as const)
    .find(([count]) => Number.isInteger(count)) ?? [seconds, 'second'];
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}
