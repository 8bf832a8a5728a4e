import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  buildSchema,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  parse,
  validate,
} from 'graphql';
import { variableNames } from '../src/app/config.js';
import { keyDeclarations } from '../src/app/registers.js';
import { writtenDocuments } from '../src/app/written-documents.js';
import { ACR_VALUES } from '../src/core/assurance.js';
import { ProofMethod } from '../src/core/proof-method.js';
import { SIGNING_ALGORITHMS } from '../src/sessions/signing-keys/signing-algorithm.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const read = (path: string) => {
  const file = join(ROOT, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
};

const FENCED = /^```[\s\S]*?^```/gm;
/** A path in code marks; `*` stands for any part of a name. */
const PATH = /`((?:bench|docs|examples|prisma|src|tests)\/[\w.*/-]*)`/g;
/** What a reader makes, or a build. */
const EXAMPLE_PATHS = ['src/profile.graphql', 'tests/accounts/nicknames/'];

/** Every page of ours: those at the root, that of the examples, and all under docs. */
function pages(): string[] {
  const docs = existsSync(join(ROOT, 'docs'))
    ? readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).map((path) => join('docs', path))
    : [];
  return [...readdirSync(ROOT), 'examples/README.md', ...docs].filter((path) => path.endsWith('.md')).sort();
}

const written = Object.entries(await writtenDocuments(read));

describe('what `npm run schema` writes', () => {
  it.each(written)('%s is as the capabilities declare', (path, text) => {
    expect(read(path)).toBe(text);
  });

  it('is a table in docs/errors.md and in docs/operating.md', () => {
    expect(read('docs/errors.md')).toContain('| `INVALID_CREDENTIALS` | 401 |');
    expect(read('docs/operating.md')).toContain('| `login` | 120 in 1 minute; 50 failures in 15 minutes |');
  });
});

describe('the list of keys in docs/operating.md', () => {
  const rows = () =>
    (/^### Keys and lifetimes$([\s\S]*?)^### /m.exec(read('docs/operating.md'))?.[1] ?? '')
      .split('\n')
      .filter((line) => line.startsWith('|'));

  it('CK-8, S-8: has every key that is derived, every algorithm that signs and every lifetime, with how each is rotated', () => {
    const lifetimes = variableNames().filter((name) =>
      /^(ACCESS|REFRESH|PASSWORD_RESET|EMAIL_VER)\w*_TTL$/.test(name),
    );
    const named = [
      ...Object.values(keyDeclarations).map(({ label }) => `latchkey/${label}`),
      ...SIGNING_ALGORITHMS,
      ...lifetimes,
      'AUTH_SECRET',
      'SIGNING_KEY_ROTATION',
    ];
    expect(named.filter((name) => !rows().some((row) => row.includes(`\`${name}\``)))).toEqual([]);
    const labels = rows().flatMap((row) => /`latchkey\/([\w-]+)`/.exec(row)?.[1] ?? []);
    expect(labels.sort()).toEqual(
      Object.values(keyDeclarations)
        .map(({ label }) => label)
        .sort(),
    );
    // What, algorithm, where, life, rotation: none left out.
    for (const row of rows())
      expect(
        row
          .split('|')
          .slice(1, -1)
          .filter((cell) => cell.trim() !== ''),
      ).toHaveLength(5);
  });
});

describe('the documentation', () => {
  it('begins with a README', () => {
    expect(pages()).toContain('README.md');
  });

  it('links to what there is', () => {
    const dead = pages().flatMap((page) => {
      const text = withoutCode(read(page));
      const links = [...text.matchAll(/\[[^\]]*\]\(([^)\s]+)(?:\s+"[^"]*")?\)|^\[[^\]]+\]:\s*(\S+)/gm)];
      return links
        .map(([, inline, reference]) => inline ?? reference ?? '')
        .filter((target) => !/^([a-z][a-z0-9+.-]*:|#)/i.test(target))
        .map((target) => ({ target, path: decodeURI(target.split('#')[0] ?? '') }))
        .filter(({ path }) => path !== '' && !leadsSomewhere(page, path))
        .map(({ target }) => `${page} links to ${target}`);
    });
    expect(dead).toEqual([]);
  });

  it('links to headings that there are', () => {
    const dead = pages().flatMap((page) =>
      [...withoutCode(read(page)).matchAll(/\]\(([^)\s#:]*)#([^)\s]+)\)/g)]
        .filter(([, path = '', anchor = '']) => {
          const target = path === '' ? page : join(dirname(page), path);
          return target.endsWith('.md') && !anchorsOf(read(target)).includes(anchor);
        })
        .map(([link]) => `${page} links to ${link.slice(2, -1)}`),
    );
    expect(dead).toEqual([]);
  });

  it('names files and folders that there are', () => {
    const dead = pages()
      .filter((page) => !/^- Status: superseded by/m.test(read(page)))
      .flatMap((page) =>
        [...read(page).replace(FENCED, '').matchAll(PATH)]
          .map(([, path = '']) => path)
          .filter((path) => !EXAMPLE_PATHS.includes(path) && !matchesFile(path))
          .map((path) => `${page} names ${path}`),
      );
    expect(dead).toEqual([]);
  });

  it('names scripts that there are', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const unknown = pages().flatMap((page) =>
      [...read(page).matchAll(/\bnpm run ([\w:-]+)/g)]
        .map(([, script = '']) => script)
        .filter((script) => !Object.hasOwn(scripts, script))
        .map((script) => `${page} names npm run ${script}`),
    );
    expect(unknown).toEqual([]);
  });

  it('names variables that there are', () => {
    const known = new Set(variableNames());
    // What a page sets for the shell to read, or shows with a value.
    const unknown = pages().flatMap((page) =>
      [...read(page).matchAll(/(?:^|[\s`])([A-Z][A-Z0-9]*_[A-Z0-9_]+)=/gm)]
        .map(([, name = '']) => name)
        .filter(
          (name) =>
            !known.has(name) &&
            !/^(TEST_DATABASE_URL|NODE_\w+|UV_\w+|SIGN_IN_[A-Z0-9]+_\w+|POSTGRES_\w+|PG\w+)$/.test(name),
        )
        .map((name) => `${page} sets ${name}`),
    );
    expect(unknown).toEqual([]);
  });
});

/** Extensions of errors with their values, and members of the packages. */
const BESIDE_THE_SCHEMA = [
  ...Object.keys(ProofMethod),
  'attemptsLeft',
  'onStepUp',
  'requireFresh',
  'secondFactorNeeded',
  'recoveryCodeTooNew',
];

describe('docs/second-factors.md', () => {
  const page = read('docs/second-factors.md');
  const schema = buildSchema(read('schema.graphql'));

  it('shows documents that fit the schema', () => {
    const documents = [...page.matchAll(/^```graphql\n([\s\S]*?)^```/gm)].map(([, text = '']) => text);
    expect(documents.length).toBeGreaterThan(8);
    const problems = documents.flatMap((text) =>
      validate(schema, parse(text)).map(({ message }) => `${message} in ${text}`),
    );
    expect(problems).toEqual([]);
  });

  it('names operations, fields, codes and settings that there are', () => {
    const known = new Set([...namesIn(schema), ...variableNames(), ...BESIDE_THE_SCHEMA]);
    const named = [...page.replace(FENCED, '').matchAll(/`([a-z]+[A-Z]\w*|[A-Z]+_[A-Z_]+)[`(]/g)];
    expect(named.map(([, name = '']) => name).filter((name) => !known.has(name))).toEqual([]);
  });

  it('has a row for every level and every way to sign in', () => {
    for (const acr of ACR_VALUES) expect(page).toMatch(new RegExp(`^\\| \\d \\| \`${acr}\` \\|`, 'm'));
    for (const method of Object.keys(ProofMethod)) expect(page).toContain(`| \`${method}\` |`);
  });
});

describe('the decision records', () => {
  const records = pages().filter((page) => /^docs\/decisions\/\d{4}-/.test(page));
  const index = read('docs/decisions/README.md');

  it.each(records)('%s has a title, a status, a date, a decision and a line in the index', (record) => {
    const number = Number(/\d{4}/.exec(record)?.[0]);
    const text = read(record);
    const title = new RegExp(`^# ${number}\\. (.+)$`, 'm').exec(text)?.[1];
    expect(text).toMatch(/^- Status: (accepted|superseded)/m);
    expect(text).toMatch(/^- Date: \d{4}-\d\d-\d\d/m);
    for (const heading of ['Context', 'Decision', 'Consequences'])
      expect(text).toContain(`\n## ${heading}\n`);
    expect(index).toContain(`| [${number}](${record.replace('docs/decisions/', '')}) | ${title} |`);
  });
});

/** The names of all fields, input fields, types and values. */
function namesIn(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (isEnumType(type)) return type.getValues().map(({ name }) => name);
    const hasFields = isObjectType(type) || isInputObjectType(type) || isInterfaceType(type);
    return [type.name, ...(hasFields ? Object.keys(type.getFields()) : [])];
  });
}

function withoutCode(text: string): string {
  return text.replace(FENCED, '').replace(/`[^`\n]*`/g, '');
}

function matchesFile(path: string): boolean {
  const folder = dirname(path);
  const name = new RegExp(`^${basename(path).replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
  return existsSync(join(ROOT, folder)) && readdirSync(join(ROOT, folder)).some((file) => name.test(file));
}

function leadsSomewhere(page: string, path: string): boolean {
  const target = path.startsWith('/') ? join(ROOT, path) : join(ROOT, dirname(page), path);
  return !relative(ROOT, target).startsWith('..') && existsSync(target);
}

/** As GitHub makes them of headings. */
function anchorsOf(text: string): string[] {
  return [...text.replace(FENCED, '').matchAll(/^#+\s+(.*)$/gm)].map(([, heading = '']) =>
    heading
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );
}
