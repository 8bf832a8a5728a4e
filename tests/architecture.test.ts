import { readFileSync } from 'node:fs';
import {
  callsIn,
  memberNamesIn,
  nodesOf,
  parseSource,
  readSource,
  type SourceFile,
  textsIn,
} from './support/source-tree.js';

const source = readSource();

/** From the ground up: a folder imports from folders below its own, never from beside it or above. */
const LAYERS: readonly (readonly string[])[] = [
  ['core'],
  ['generated', 'languages'],
  ['database', 'graphql', 'rate-limits'],
  ['http', 'mail', 'users', 'events', 'ledger', 'housekeeping', 'instances'],
  ['signing-keys', 'secrets'],
  [
    'one-time-tokens',
    'sessions',
    'passwords',
    'devices',
    'known-devices',
    'referrals',
    'notices',
    'federation',
    'service-keys',
  ],
  ['emails'],
  [
    'registration',
    'login',
    'password-reset',
    'accounts',
    'administration',
    'introspection',
    'provisioning',
    'doctor',
  ],
  ['verifier'],
];
/** What runs elsewhere, and what is generated, is no part of the service. */
const OF_THE_SERVICE = LAYERS.flat().filter((folder) => !['generated', 'verifier'].includes(folder));
/** Folders that know less than their place would allow. */
const NARROWER: Readonly<Record<string, readonly string[]>> = {
  database: ['core', 'generated'],
  mail: ['core', 'languages', 'database'],
  graphql: ['core', 'languages'],
  events: ['core', 'database', 'graphql'],
  ledger: ['core', 'database'],
  housekeeping: ['core', 'database'],
  instances: ['core', 'database'],
  'service-keys': ['core', 'database', 'graphql', 'users', 'events'],
  introspection: ['core', 'database', 'graphql', 'users', 'sessions', 'service-keys'],
  referrals: ['core', 'database', 'events', 'ledger'],
  federation: ['core', 'graphql', 'users'],
  notices: ['core', 'languages', 'database', 'mail', 'events'],
  'rate-limits': ['core'],
  http: ['core', 'languages', 'graphql'],
  provisioning: ['core', 'languages', 'database', 'users', 'events', 'passwords'],
  doctor: ['', 'core', 'database', 'mail', 'rate-limits', 'signing-keys'],
  // What other services take into their own processes: nothing of ours comes with it.
  verifier: [],
  // Each puts together what it needs, as compose.ts does for the service.
  commands: ['', ...OF_THE_SERVICE],
  // Runs at the clients': nothing of the service is in it but what the schema says.
  sdk: ['generated'],
};
/** The files beside the folders put everything together; each knows what it needs to, and no folder knows them. */
const ROOT_FILES: Readonly<Record<string, readonly string[]>> = {
  'auth-secret.ts': [],
  'environment.ts': ['core'],
  'hashing-settings.ts': ['', 'passwords'],
  'metrics-settings.ts': [''],
  'misspelt-settings.ts': [''],
  'storage-settings.ts': ['', 'core', 'database', 'rate-limits'],
  'version.ts': [],
  'start-summary.ts': ['', 'database'],
  'dot-env.ts': ['core'],
  'lifetimes.ts': ['', 'core'],
  'config.ts': [
    '',
    'core',
    'database',
    'http',
    'ledger',
    'mail',
    'passwords',
    'rate-limits',
    'sessions',
    'signing-keys',
    'users',
  ],
  'edges.ts': ['', 'core', 'database', 'mail', 'passwords', 'rate-limits'],
  'resealing.ts': ['core', 'mail', 'secrets', 'signing-keys'],
  'maintenance.ts': ['', 'core', 'database', 'events', 'secrets', 'signing-keys'],
  'resolvers.ts': [
    'registration',
    'login',
    'sessions',
    'passwords',
    'password-reset',
    'emails',
    'users',
    'accounts',
    'events',
    'administration',
    'service-keys',
    'introspection',
  ],
  'mailed-links.ts': [''],
  'mail-templates.ts': ['mail', 'password-reset', 'notices', 'emails', 'accounts'],
  'printed-schema.ts': ['', 'graphql', 'rate-limits'],
  'foundations.ts': [
    '',
    'core',
    'database',
    'events',
    'languages',
    'mail',
    'notices',
    'passwords',
    'rate-limits',
    'users',
  ],
  'compose.ts': ['', ...OF_THE_SERVICE],
  'service.ts': ['administration', 'housekeeping', 'signing-keys', 'users'],
  'serve.ts': ['', 'core', 'http', 'instances'],
  'main.ts': [''],
};

const SCHEMA_CLASSES = /^graphql\/|\.(type|input|resolver)\.ts$/;
/** Where a package may be imported. One that is not listed has no home yet: give it one. */
const PACKAGES: Readonly<Record<string, RegExp>> = {
  '@apollo/client': /^sdk\/apollo\.ts$/,
  '@apollo/server': /^(graphql|http)\//,
  '@as-integrations/fastify': /^http\/graphql-route\.ts$/,
  '@electric-sql/pglite': /^database\/embedded(-adapter|-files|-rows|-statements)?\.ts$/,
  '@fastify/cookie': /^http\//,
  '@fastify/cors': /^http\//,
  '@node-rs/argon2': /^passwords\/hashing-engine\.ts$/,
  '@prisma/adapter-pg': /^database\/postgresql(-adapter)?\.ts$/,
  '@prisma/client': /^database\//,
  '@prisma/driver-adapter-utils': /^database\//,
  '@prisma/schema-engine-wasm': /^database\//,
  '@urql/core': /^sdk\/urql\.ts$/,
  '@zxcvbn-ts/core': /^passwords\/password-policy\.ts$/,
  '@zxcvbn-ts/language-common': /^passwords\/password-policy\.ts$/,
  '@zxcvbn-ts/language-en': /^passwords\/password-policy\.ts$/,
  argon2: /^passwords\/hashing-engine\.ts$/,
  bcrypt: /^passwords\/foreign-bcrypt\.ts$/,
  'class-validator': SCHEMA_CLASSES,
  commander: /^commands\//,
  fastify: /^(http\/|service\.ts$)/,
  'fs-native-extensions': /^database\/data-folder\.ts$/,
  graphql: /^(graphql\/|http\/|federation\/|printed-schema\.ts$)/,
  'graphql-scalars': /^(graphql\/scalars|federation\/federation\.type)\.ts$/,
  ioredis: /^rate-limits\//,
  i18next: /^languages\/translator\.ts$/,
  'ipaddr.js': /^(core|http|rate-limits)\//,
  jose: /^verifier\//,
  jsonwebtoken: /^sessions\/signed-token\.ts$/,
  nodemailer: /^mail\//,
  pg: /^database\//,
  'pglite-prisma-adapter': /^database\/embedded(-adapter)?\.ts$/,
  'prom-client': /^http\/metrics\.ts$/,
  pino: /^serve\.ts$/,
  'rate-limiter-flexible': /^rate-limits\//,
  rxjs: /^sdk\/apollo\.ts$/,
  'reflect-metadata': /^(graphql\/schema|compose)\.ts$/,
  'type-graphql': SCHEMA_CLASSES,
  wonka: /^sdk\/urql\.ts$/,
};

const NOWHERE = /^$/;
/** Where a name of an imported module may be used. */
const IMPORTED_NAMES: Readonly<Record<string, RegExp>> = {
  randomBytes: /^core\/randomness\.ts$/,
  randomUUID: /^core\/randomness\.ts$/,
  randomInt: /^core\/randomness\.ts$/,
  getRandomValues: /^core\/randomness\.ts$/,
  // Firebase makes hashes with a cipher.
  createCipheriv: /^(core\/secret-box|passwords\/foreign-scrypt)\.ts$/,
  createDecipheriv: /^core\/secret-box\.ts$/,
  // WordPress makes hashes with an HMAC.
  createHmac: /^(core\/secret-box|passwords\/foreign-bcrypt)\.ts$/,
  hkdfSync: /^core\/secret-box\.ts$/,
  timingSafeEqual: /^core\/secret-token\.ts$/,
  scrypt: /^passwords\/foreign-scrypt\.ts$/,
  pbkdf2: /^passwords\/foreign-pbkdf2\.ts$/,
  generateKeyPair: /^signing-keys\/signing-algorithm\.ts$/,
  generateKeyPairSync: NOWHERE,
  createPrivateKey: /^signing-keys\/access-key\.ts$/,
  createSecretKey: /^signing-keys\/refresh-key\.ts$/,
};
const MODULES_NOWHERE =
  /^(node:)?(child_process|cluster|dgram|http|https|http2|inspector|process|repl|tls|vm)$/;

/** The verifier has one of its own, for it takes nothing from the service; so has the client. */
const CLOCKS = /^(core|verifier)\/clock\.ts$/;
const ANY_CLOCK = /^((core|verifier)\/clock|sdk\/platform)\.ts$/;
/** Where a thing may be called, or at all be named. */
const CALLS: Readonly<Record<string, RegExp>> = {
  'Date.now': ANY_CLOCK,
  'new Date()': CLOCKS,
  'Date()': CLOCKS,
  'Math.random': NOWHERE,
  eval: NOWHERE,
  'new Function': NOWHERE,
};
const START = /^(serve\.ts$|commands\/)/;
const MEMBERS: readonly (readonly [RegExp, RegExp])[] = [
  [/^process\.env\b/, START],
  // The embedded database ends the process where PostgreSQL would end its own.
  [/^process\.exit$/, /^(serve\.ts$|commands\/|database\/embedded-files\.ts$)/],
  [/^process\.(exitCode|argv)$/, START],
  [/^process\.(stdout|stderr)\.write$/, START],
  [/^console\./, NOWHERE],
  // Randomness by the side door: the web's `crypto`, or the whole module under a name.
  [/^\w*crypto\.(random\w+|getRandomValues|webcrypto)$/i, NOWHERE],
  [/^\w*crypto\.subtle$/i, /^sdk\/transport\.ts$/],
  [/\.\$(queryRawUnsafe|executeRawUnsafe)$/, NOWHERE],
  [/^Prisma\.raw$/, NOWHERE],
];

/** Who may speak to the database: services, and the two SQL fragments that statements of several services share. */
const SPEAKS_TO_DATABASE = /\.service\.ts$|^database\/|^users\/(account-row|identifier)\.ts$/;
/** May hold the connection without using it. */
const HOLDS_DATABASE = /^(compose|edges)\.ts$/;

const MODELS = [
  'user',
  'passwordHash',
  'session',
  'oneTimeToken',
  'device',
  'knownDevice',
  'signingKey',
  'refreshKey',
  'serviceInstance',
  'serviceKey',
  'auditEvent',
  'recordedRead',
  'outboxMail',
  'ledgerEntry',
  'rewardedMailbox',
  'userImport',
] as const;
/** Each table, and the one folder that writes it. */
const OWNERS: Readonly<Record<(typeof MODELS)[number], { table: string; folder: string }>> = {
  user: { table: 'users', folder: 'users' },
  passwordHash: { table: 'password_hashes', folder: 'passwords' },
  session: { table: 'sessions', folder: 'sessions' },
  oneTimeToken: { table: 'one_time_tokens', folder: 'one-time-tokens' },
  device: { table: 'devices', folder: 'devices' },
  serviceInstance: { table: 'service_instances', folder: 'instances' },
  knownDevice: { table: 'known_devices', folder: 'known-devices' },
  serviceKey: { table: 'service_keys', folder: 'service-keys' },
  signingKey: { table: 'signing_keys', folder: 'signing-keys' },
  refreshKey: { table: 'refresh_keys', folder: 'signing-keys' },
  auditEvent: { table: 'audit_events', folder: 'events' },
  recordedRead: { table: 'recorded_reads', folder: 'events' },
  outboxMail: { table: 'outbox_mails', folder: 'mail' },
  ledgerEntry: { table: 'ledger_entries', folder: 'ledger' },
  rewardedMailbox: { table: 'rewarded_mailboxes', folder: 'referrals' },
  userImport: { table: 'user_imports', folder: 'provisioning' },
};

const folderOf = (path: string) => (path.includes('/') ? (path.split('/')[0] ?? '') : '');

/** Every import that the layers forbid. */
function importsUpward(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, imports }) => {
    const folder = folderOf(path);
    const allowed = allowedFor(path, folder);
    return imports
      .filter((one) => one.isOurs && folderOf(one.of) !== folder && !allowed.includes(folderOf(one.of)))
      .concat(folder === '' ? imports.filter((one) => isForbiddenRootImport(path, one.of, allowed)) : [])
      .map((one) => `${path} imports ${one.of}`);
  });
}

function allowedFor(path: string, folder: string): readonly string[] {
  if (folder === '') return ROOT_FILES[path] ?? [];
  const layer = LAYERS.findIndex((folders) => folders.includes(folder));
  return NARROWER[folder] ?? LAYERS.slice(0, Math.max(layer, 0)).flat();
}

/** A root file may import its neighbours only where the table says so. */
function isForbiddenRootImport(path: string, target: string, allowed: readonly string[]): boolean {
  return !target.includes('/') && target.endsWith('.ts') && target !== path && !allowed.includes('');
}

function misplacedPackages(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, imports }) =>
    imports
      .filter(({ of, isOurs }) => !isOurs && !of.startsWith('node:') && !PACKAGES[of]?.test(path))
      .map(({ of }) => `${path} imports ${of}${PACKAGES[of] ? '' : ', which has no home'}`),
  );
}

function misplacedNames(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, imports, tree }) => {
    const named = imports
      .filter(({ isOurs }) => !isOurs)
      .flatMap(({ names }) => names)
      .filter((name) => Object.hasOwn(IMPORTED_NAMES, name) && !IMPORTED_NAMES[name]?.test(path));
    const modules = imports.map(({ of }) => of).filter((of) => MODULES_NOWHERE.test(of));
    const calls = callsIn(tree)
      .map(({ name, isNew, argumentCount }) => {
        if (name === 'Date') return argumentCount === 0 ? `${isNew ? 'new ' : ''}Date()` : '';
        return isNew ? `new ${name}` : name;
      })
      .filter((name) => Object.hasOwn(CALLS, name) && !CALLS[name]?.test(path));
    const members = memberNamesIn(tree).filter((name) =>
      MEMBERS.some(([pattern, where]) => pattern.test(name) && !where.test(path)),
    );
    return [...named, ...modules, ...calls, ...members].map((name) => `${path} uses ${name}`);
  });
}

const QUERY = new RegExp(
  `\\.(\\$(queryRaw|executeRaw|transaction|extends)|(${MODELS.join('|')})\\.(find|create|update|upsert|delete|count|aggregate|groupBy)\\w*)$|^Prisma\\.(sql|join|empty)$`,
);

function misplacedQueries(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => !SPEAKS_TO_DATABASE.test(path))
    .flatMap(({ path, tree, imports }) => [
      ...memberNamesIn(tree)
        .filter((name) => QUERY.test(name))
        .map((name) => `${path} calls ${name}`),
      ...imports
        .filter(({ of }) => of === 'database/client.ts' && !HOLDS_DATABASE.test(path))
        // A transaction that is handed on is no use of it.
        .flatMap(({ names }) => names.filter((name) => name !== 'Transaction'))
        .map((name) => `${path} imports ${name}`),
      ...imports
        .filter(({ of }) => of.startsWith('generated/') && !of.startsWith(GENERATED_CLIENT))
        .map(({ of }) => `${path} imports ${of}`),
    ]);
}

const GENERATED_CLIENT = 'generated/sdk/';

/** The service knows nothing of its client, nor the client of the service. */
function clientElsewhere(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, imports }) =>
    imports
      .filter(({ of }) => of.startsWith('generated/'))
      .filter(({ of }) => of.startsWith(GENERATED_CLIENT) !== path.startsWith('sdk/'))
      .map(({ of }) => `${path} imports ${of}`),
  );
}

/** Each write to a table from outside the folder that owns it, by the client or in SQL. */
function foreignWrites(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, tree }) => {
    const sql = textsIn(tree).join('\n');
    return MODELS.filter((model) => OWNERS[model].folder !== folderOf(path)).flatMap((model) => {
      const { table } = OWNERS[model];
      const call = new RegExp(`\\.${model}\\.(create|update|upsert|delete)\\w*$`);
      const statement = new RegExp(
        `\\b(INSERT\\s+INTO|UPDATE(\\s+ONLY)?|DELETE\\s+FROM(\\s+ONLY)?|MERGE\\s+INTO|TRUNCATE(\\s+TABLE)?|COPY)\\s+(public\\.)?"?${table}\\b`,
        'i',
      );
      const calls = memberNamesIn(tree).filter((name) => call.test(name));
      return [...calls, ...(statement.exec(sql)?.slice(0, 1) ?? [])].map((what) => `${path}: ${what}`);
    });
  });
}

/** Each ring of files that import one another, if only types. */
function importCycles(files: readonly SourceFile[]): string[] {
  const targets = new Map(files.map(({ path, imports }) => [path, imports.map(({ of }) => of)]));
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
    if (trail.includes(path) || done.has(path)) return;
    for (const target of targets.get(path) ?? []) if (targets.has(target)) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const { path } of files) visit(path, []);
  return cycles;
}

describe('the source', () => {
  it('is all there: these rules look at every file', () => {
    expect(source.length).toBeGreaterThan(60);
    expect(source.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['main.ts', 'core/clock.ts', 'login/login.service.ts']),
    );
  });

  it('has a place for every folder and every file beside them', () => {
    const folders = new Set(source.map(({ path }) => folderOf(path)).filter((folder) => folder !== ''));
    expect([...folders].filter((folder) => ![...LAYERS.flat(), 'commands', 'sdk'].includes(folder))).toEqual(
      [],
    );
    const beside = source.map(({ path }) => path).filter((path) => folderOf(path) === '');
    expect(beside.filter((path) => !(path in ROOT_FILES))).toEqual([]);
  });

  it('imports downward: no journey knows another one, no folder beside or above its own', () => {
    expect(importsUpward(source)).toEqual([]);
  });

  it('has no import that leads back to its beginning', () => {
    expect(importCycles(source)).toEqual([]);
  });

  it('imports each package in its one home', () => {
    expect(misplacedPackages(source)).toEqual([]);
  });

  it('takes time, randomness, keys, settings and output from their one home', () => {
    expect(misplacedNames(source)).toEqual([]);
  });

  it('asks the database in services alone', () => {
    expect(misplacedQueries(source)).toEqual([]);
  });

  it('keeps what was generated for the client out of the service, and the database out of the client', () => {
    expect(clientElsewhere(source)).toEqual([]);
  });

  it('writes each table in the folder that owns it', () => {
    expect(foreignWrites(source)).toEqual([]);
  });

  it('says in the schema of the database who owns each table, and has no other', () => {
    const schema = readFileSync(new URL('../prisma/schema.prisma', import.meta.url), 'utf8');
    const models = [...schema.matchAll(/((?:^\/\/\/.*\n)+)model (\w+) \{([^}]*)\}/gm)].map(
      ([, comment = '', model = '', body = '']) => [
        `${model[0]?.toLowerCase()}${model.slice(1)}`,
        {
          table: /@@map\("(\w+)"\)/.exec(body)?.[1],
          folder: /Written by src\/([\w-]+) alone/.exec(comment)?.[1],
        },
      ],
    );
    expect(Object.fromEntries(models)).toEqual(OWNERS);
    expect([...schema.matchAll(/^model /gm)]).toHaveLength(MODELS.length);
  });

  it('SC-7: behaves alike wherever it runs: it never asks for NODE_ENV', () => {
    const asking = source.filter(
      ({ tree }) =>
        textsIn(tree).some((text) => text.includes('NODE_ENV')) ||
        nodesOf(tree, 'Identifier').some(({ value }) => value === 'NODE_ENV'),
    );
    expect(asking.map(({ path }) => path)).toEqual([]);
  });

  it('has no folder for things without a place, and no file too long to read', () => {
    const nameless = source.filter(({ path }) =>
      /(^|\/)(utils?|helpers?|common|misc|shared)(\/|\.)/.test(path),
    );
    expect(nameless.map(({ path }) => path)).toEqual([]);
    const long = source.filter(({ text }) => text.split('\n').length > 250);
    expect(long.map(({ path }) => path)).toEqual([]);
  });
});

describe('these rules', () => {
  const file = (path: string, text: string) => [parseSource(path, text)];

  it.each<[string, string, string]>([
    ['a journey that knows another', 'login/x.ts', `import { A } from '../registration/a.js';`],
    ['a type of a journey', 'login/x.ts', `import type { A } from '../password-reset/a.js';`],
    ['a capability beside', 'sessions/x.ts', `import { A } from '../passwords/a.js';`],
    ['a capability above', 'users/x.ts', `export { A } from '../sessions/a.js';`],
    ['HTTP that knows a capability', 'http/x.ts', `import { A } from '../users/a.js';`],
    ['GraphQL that knows HTTP', 'graphql/x.ts', `import { A } from '../http/a.js';`],
    ['GraphQL that knows the database', 'graphql/x.ts', `import { A } from '../database/a.js';`],
    ['a core that knows anybody', 'core/x.ts', `import { A } from '../languages/a.js';`],
    ['a folder that knows how all is put together', 'login/x.ts', `import { A } from '../compose.js';`],
    ['a folder that knows the configuration', 'mail/x.ts', `import type { Config } from '../config.js';`],
    ['an import that happens late', 'core/x.ts', `const a = await import('../users/a.js');`],
    ['a verifier that knows the service', 'verifier/x.ts', `import { A } from '../core/clock.js';`],
    ['a service that knows the verifier', 'compose.ts', `import { A } from './verifier/index.js';`],
    ['a start that knows a capability', 'main.ts', `import { A } from './users/a.js';`],
    ['a client that knows the service', 'sdk/x.ts', `import { A } from '../core/errors.js';`],
    ['a service that knows its client', 'http/x.ts', `import { A } from '../sdk/index.js';`],
    ['an environment that knows the configuration', 'environment.ts', `import { A } from './config.js';`],
  ])('see %s', (_name, path, text) => {
    expect(importsUpward(file(path, text))).toHaveLength(1);
  });

  it.each<[string, string, string]>([
    ['argon2 elsewhere', 'passwords/x.ts', `import argon2 from 'argon2';`],
    ['argon2 that is loaded late', 'login/x.ts', `const a = await import('@node-rs/argon2');`],
    ['a second reader of tokens', 'sessions/x.ts', `import jwt from 'jsonwebtoken';`],
    ['a part of a package', 'login/x.ts', `import { A } from '@apollo/server/errors';`],
    ['a rule in a service', 'login/login.service.ts', `import { IsString } from 'class-validator';`],
    ['a package without a home', 'login/x.ts', `import x from 'left-pad';`],
  ])('see %s', (_name, path, text) => {
    expect(misplacedPackages(file(path, text))).toHaveLength(1);
  });

  it.each([
    'Date.now()',
    'new Date()',
    'new Date',
    'Date()',
    'Math.random()',
    'process.env',
    `process.env['A']`,
    'process.env.A',
    'process.exit(1)',
    `process.stdout.write('')`,
    `console.log('')`,
    `database.$queryRawUnsafe('')`,
    `this.#deps.database.$executeRawUnsafe('')`,
    `Prisma.raw('')`,
    `eval('')`,
    `new Function('')`,
    'crypto.randomUUID()',
  ])('see %s', (expression) => {
    expect(misplacedNames(file('login/x.ts', `export const x = ${expression};`)).length).toBeGreaterThan(0);
    expect(
      misplacedNames(
        file('login/x.ts', `// ${expression}\nexport const x = "${expression.replaceAll("'", '')}";`),
      ),
    ).toEqual([]);
  });

  it.each([
    `import { randomBytes } from 'node:crypto';`,
    `import { randomUUID as id } from 'crypto';`,
    `import { createCipheriv } from 'node:crypto';`,
    `import { exec } from 'node:child_process';`,
    `import http from 'node:http';`,
  ])('see %s', (text) => {
    expect(misplacedNames(file('login/x.ts', text)).length).toBeGreaterThan(0);
  });

  it.each([
    ['a query', 'await database.user.findMany({});'],
    ['a query of a transaction', 'await tx.session.count();'],
    ['a statement', 'await this.deps.database.$queryRaw<Row[]>`SELECT 1`;'],
    ['a fragment', 'const a = Prisma.sql`SELECT 1`;'],
    ['the client', `import type { Database } from '../database/client.js';`],
    ['what is generated', `import { PrismaClient } from '../generated/prisma/client.js';`],
  ])('see %s outside a service', (_name, text) => {
    expect(misplacedQueries(file('login/login.resolver.ts', text))).toHaveLength(1);
    expect(misplacedQueries(file('login/login.service.ts', text))).toEqual([]);
  });

  it.each([
    ['login/login.service.ts', `import { LoginDocument } from '../generated/sdk/operations.js';`],
    ['sdk/x.ts', `import { PrismaClient } from '../generated/prisma/client.js';`],
  ])('see what was generated for another: %s', (path, text) => {
    expect(clientElsewhere(file(path, text))).toHaveLength(1);
  });

  it.each([
    'await tx.user.update({});',
    'await this.deps.database.user.deleteMany({});',
    'await tx.$executeRaw`UPDATE users u SET role = 1`;',
    'await tx.$executeRaw`INSERT INTO users AS u (id) VALUES (1)`;',
    'await tx.$executeRaw`WITH x AS (SELECT 1) DELETE\n FROM "users"`;',
    `const text = 'update users set role = 1';`,
  ])('see a write to the table of another folder: %s', (text) => {
    expect(foreignWrites(file('login/login.service.ts', text))).toHaveLength(1);
    expect(foreignWrites(file('users/users.service.ts', text))).toEqual([]);
  });

  it('let a folder read another folder’s table, and lock its rows', () => {
    const reading =
      'await tx.$queryRaw`SELECT 1 FROM users u JOIN sessions s ON true FOR UPDATE SKIP LOCKED`;';
    expect(foreignWrites(file('login/login.service.ts', reading))).toEqual([]);
  });

  it('see a ring of imports', () => {
    const ring = [
      ...file('core/a.ts', `import { b } from './b.js';`),
      ...file('core/b.ts', `import type { C } from './c.js';`),
      ...file('core/c.ts', `export * from './a.js';`),
    ];
    expect(importCycles(ring)).toEqual(['core/a.ts → core/b.ts → core/c.ts → core/a.ts']);
  });
});
