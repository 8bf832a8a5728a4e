import {
  foreignWrites,
  forgedBrands,
  importCycles,
  importsUpward,
  misplacedAnswers,
  misplacedFiles,
  misplacedNames,
  misplacedOpenings,
  misplacedPackages,
  misplacedQueries,
} from './support/architecture.js';
import { rawStatementsIn } from './support/raw-statements.js';
import { parseSource } from './support/source-tree.js';

const owners = {
  user: { table: 'users', folder: 'accounts/users' },
  session: { table: 'sessions', folder: 'sessions' },
};

describe('these rules', () => {
  const file = (path: string, text: string) => [parseSource(path, text)];

  it.each<[string, string, string]>([
    ['a journey that knows another', 'flows/sign-in/x.ts', `import { A } from '../registration/a.js';`],
    ['a type of a journey', 'flows/sign-in/x.ts', `import type { A } from '../password-reset/a.js';`],
    ['a capability beside', 'sessions/x.ts', `import { A } from '../credentials/passwords/a.js';`],
    ['a capability above', 'accounts/users/x.ts', `export { A } from '../../sessions/a.js';`],
    ['a folder of the same row', 'accounts/users/x.ts', `export { A } from '../devices/a.js';`],
    ['HTTP that knows a capability', 'platform/http/x.ts', `import { A } from '../../accounts/users/a.js';`],
    ['GraphQL that knows HTTP', 'platform/graphql/x.ts', `import { A } from '../http/a.js';`],
    ['GraphQL that knows the database', 'platform/graphql/x.ts', `import { A } from '../database/a.js';`],
    ['a core that knows the platform', 'core/x.ts', `import { A } from '../platform/i18n/a.js';`],
    [
      'a capability that knows the composition',
      'flows/sign-in/x.ts',
      `import { A } from '../../app/build-service.js';`,
    ],
    [
      'a platform that knows the settings',
      'platform/mail/x.ts',
      `import type { A } from '../../app/config.js';`,
    ],
    ['an import that happens late', 'core/x.ts', `const a = await import('../accounts/users/a.js');`],
    [
      'a verifier that knows the service',
      'packages/verifier/x.ts',
      `import { A } from '../../core/clock.js';`,
    ],
    ['a verifier that knows the client', 'packages/verifier/x.ts', `import { A } from '../client/index.js';`],
    [
      'a service that knows the verifier',
      'app/build-service.ts',
      `import { A } from '../packages/verifier/index.js';`,
    ],
    ['a start that knows a capability', 'main.ts', `import { A } from './accounts/users/a.js';`],
    ['a client that knows the service', 'packages/client/x.ts', `import { A } from '../../core/errors.js';`],
    [
      'a client that knows the database',
      'packages/client/x.ts',
      `import { A } from '../../generated/prisma/client.js';`,
    ],
    [
      'a service that knows its client',
      'platform/http/x.ts',
      `import { A } from '../../packages/client/index.js';`,
    ],
    [
      'a service that knows the operations of its client',
      'flows/sign-in/x.ts',
      `import { A } from '../../generated/client/operations.js';`,
    ],
  ])('see %s', (_name, path, text) => {
    expect(importsUpward(file(path, text))).toHaveLength(1);
  });

  it.each<[string, string, string]>([
    ['argon2 elsewhere', 'credentials/passwords/x.ts', `import argon2 from 'argon2';`],
    ['argon2 that is loaded late', 'flows/sign-in/x.ts', `const a = await import('@node-rs/argon2');`],
    ['a second reader of tokens', 'sessions/x.ts', `import jwt from 'jsonwebtoken';`],
    ['a part of a package', 'flows/sign-in/x.ts', `import { A } from '@apollo/server/errors';`],
    ['a rule in a service', 'flows/sign-in/login.service.ts', `import { IsString } from 'class-validator';`],
    ['a package without a home', 'flows/sign-in/x.ts', `import x from 'left-pad';`],
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
    'database.$transaction(change)',
  ])('see %s', (expression) => {
    expect(
      misplacedNames(file('flows/sign-in/x.ts', `export const x = ${expression};`)).length,
    ).toBeGreaterThan(0);
    expect(
      misplacedNames(
        file('flows/sign-in/x.ts', `// ${expression}\nexport const x = "${expression.replaceAll("'", '')}";`),
      ),
    ).toEqual([]);
  });

  it.each([
    `import { randomBytes } from 'node:crypto';`,
    `import { randomUUID as id } from 'crypto';`,
    `import { createCipheriv } from 'node:crypto';`,
    `import { exec } from 'node:child_process';`,
    `import http from 'node:http';`,
    `import { request } from 'node:https';`,
    `import { resolve } from 'node:dns/promises';`,
    `export const x = fetch('https://example.com');`,
  ])('see %s', (text) => {
    expect(misplacedNames(file('flows/sign-in/x.ts', text)).length).toBeGreaterThan(0);
  });

  it.each(['database as Transaction', 'rows as unknown as readonly Transaction[]', '<Transaction>database'])(
    'see a forged brand: %s',
    (expression) => {
      const text = `export const x = ${expression};`;
      expect(forgedBrands(file('flows/sign-in/login.service.ts', text))).toHaveLength(1);
      expect(forgedBrands(file('platform/database/transaction.ts', text))).toEqual([]);
    },
  );

  it.each([
    ['a query', 'await database.user.findMany({});'],
    ['a query of a transaction', 'await tx.session.count();'],
    ['a statement', 'await this.deps.database.$queryRaw<Row[]>`SELECT 1`;'],
    ['a fragment', 'const a = Prisma.sql`SELECT 1`;'],
    ['the client', `import type { Database } from '../../platform/database/client.js';`],
    ['what is generated', `import { PrismaClient } from '../../generated/prisma/client.js';`],
  ])('see %s outside a service', (_name, text) => {
    expect(misplacedQueries(file('flows/sign-in/login.resolver.ts', text), owners)).toHaveLength(1);
    expect(misplacedQueries(file('flows/sign-in/login.service.ts', text), owners)).toEqual([]);
  });

  it.each([
    'await tx.user.update({});',
    'await this.deps.database.user.deleteMany({});',
    'await tx.$executeRaw`UPDATE users u SET role = 1`;',
    'await tx.$executeRaw`INSERT INTO users AS u (id) VALUES (1)`;',
    'await tx.$executeRaw`WITH x AS (SELECT 1) DELETE\n FROM "users"`;',
    `const text = 'update users set role = 1';`,
  ])('see a write to the table of another folder: %s', (text) => {
    expect(foreignWrites(file('flows/sign-in/login.service.ts', text), owners)).toHaveLength(1);
    expect(foreignWrites(file('accounts/users/users.service.ts', text), owners)).toEqual([]);
  });

  it('let a folder read another folder’s table, and lock its rows', () => {
    const reading =
      'await tx.$queryRaw`SELECT 1 FROM users u JOIN sessions s ON true FOR UPDATE SKIP LOCKED`;';
    expect(foreignWrites(file('flows/sign-in/login.service.ts', reading), owners)).toEqual([]);
  });

  it.each([
    [
      'an import of what opens sessions',
      `import type { SessionOpenings } from '../../sessions/session-openings.js';`,
    ],
    ['a need for it', `export const x = defineCapability({ needs: ['sessionOpenings'] });`],
    ['a call of it', 'await this.deps.sessionOpenings.open(tx, account, origin);'],
    ['a type of it', `type Openings = Services['sessionOpenings'];`],
    ['a row of a session', 'await tx.session.create({});'],
    ['a row of a session in SQL', 'await tx.$executeRaw`INSERT INTO sessions (id) VALUES (1)`;'],
  ])('see a second door: %s', (_name, text) => {
    expect(misplacedOpenings(file('flows/registration/x.service.ts', text))).toHaveLength(1);
    expect(misplacedOpenings(file('flows/sign-in/opening.service.ts', text))).toEqual([]);
  });

  it.each([
    ['flows/sign-in/x.resolver.ts', 'login', []],
    ['sessions/sessions.resolver.ts', 'refreshToken', []],
    ['sessions/sessions.resolver.ts', 'open', ['sessions/sessions.resolver.ts: open']],
    ['admin/users/x.resolver.ts', 'signInAs', ['admin/users/x.resolver.ts: signInAs']],
  ])('see in %s who answers with tokens: %s', (path, name, seen) => {
    const text = `class X { @Public() @Mutation(() => AuthPayload, {}) async ${name}(): Promise<A> {} }`;
    expect(misplacedAnswers(file(path, text))).toEqual(seen);
  });

  it.each(['utilities/x.ts', 'platform/x.ts', 'accounts/users/names/x.ts', 'x.ts'])(
    'see a file out of place: %s',
    (path) => {
      expect(misplacedFiles(file(path, ''))).toEqual([path]);
    },
  );

  it.each([
    'await tx.$queryRaw<Row[]>`SELECT 1`;',
    'await tx.$executeRaw` /* users.lock */ SELECT 1`;',
    'await this.deps.database.rows`SELECT 1 /* users.lock */`;',
    'const { rows } = database; await rows`SELECT 1`;',
    'await tx.$executeRaw(statement);',
    'await tx.$queryRaw<Row[]>(statement);',
  ])('see a raw statement that does not begin with a name: %s', (text) => {
    const statements = rawStatementsIn(file('accounts/users/users.service.ts', text));
    expect(statements).toEqual({ names: [], nameless: ['accounts/users/users.service.ts'] });
  });

  it('find the name of a raw statement', () => {
    const text = 'await tx.$queryRaw<Row[]>`/* users.lock */ SELECT 1`;';
    expect(rawStatementsIn(file('accounts/users/users.service.ts', text))).toEqual({
      names: ['users.lock'],
      nameless: [],
    });
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
