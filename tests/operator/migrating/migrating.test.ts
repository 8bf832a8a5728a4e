import { readdirSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { codeAt } from '../../../src/credentials/totp/totp-code.js';
import { LoginDocument, SignInWithTotpDocument } from '../../../src/generated/client/operations.js';
import { newFolder } from '../../support/database.js';
import type { TestService } from '../../support/service.js';
import { newOperatorEnvironment, type OperatorEnvironment } from '../import-export/operator-environment.js';
import { LEFT_OUT, MIGRATED, type MigratedUser } from './migrated-users.data.js';

const PAGES = fileURLToPath(new URL('../../../docs/migrating', import.meta.url));
const EXPORTS = fileURLToPath(new URL('./exports', import.meta.url));
/** The secret of every app in the exports (RFC 6238). */
const SECRET = Buffer.from('12345678901234567890');

/** The commands of a page, and the query with which it exports. */
async function readPage(system: string): Promise<{ convert: string; imports: string; query: string | null }> {
  const text = await readFile(join(PAGES, `${system}.md`), 'utf8');
  const command = (verb: string) =>
    new RegExp(`^npx latchkey (users ${verb} .*)$`, 'm').exec(text)?.[1] ?? `no ${verb}`;
  const query = /```sql\n([\s\S]*?)```/.exec(text)?.[1] ?? null;
  return { convert: command('convert'), imports: command('import'), query };
}

/** Runs the query over a database of the system. It writes one line for each row, as `psql -At` does. */
async function exportByQuery(system: string, query: string, database: PGlite, file: string): Promise<void> {
  await database.exec(await readFile(join(EXPORTS, `${system}.sql`), 'utf8'));
  const { rows } = await database.query<[{ twoFactor?: { decrypted?: string }[] | null }]>(query, [], {
    rowMode: 'array',
  });
  // What the library of better-auth makes of the secrets in the export.
  for (const [entry] of rows) for (const row of entry.twoFactor ?? []) row.decrypted = SECRET.toString();
  await writeFile(file, rows.map(([line]) => `${JSON.stringify(line)}\n`).join(''));
}

async function signIn({ client, clock }: TestService, { email, password = '', apps }: MigratedUser) {
  const input = { usernameOrEmail: email, password };
  if (apps === undefined) return (await client.run(LoginDocument, { input })).login.user;
  const refusal = await client.refusal(LoginDocument, { input });
  expect(refusal).toMatchObject({ code: 'MFA_REQUIRED', methods: ['TOTP'] });
  const code = await codeAt(SECRET, Math.floor(clock.now().getTime() / 30_000));
  const challenge = String(refusal['challenge']);
  const answer = await client.run(SignInWithTotpDocument, { input: { challenge, code } });
  return answer.signInWithTotp.user;
}

describe('the guides to migrating', () => {
  let environment: OperatorEnvironment;
  /** Stands for the databases of Supabase and better-auth, which share no table. */
  const database = new PGlite();
  afterAll(() => database.close());
  beforeAll(async () => {
    environment = await newOperatorEnvironment();
  });

  it('are as many as the systems that the command converts from, each with an export to test', async () => {
    const pages = readdirSync(PAGES).map((name) => name.replace('.md', ''));
    expect(pages.sort()).toEqual(Object.keys(MIGRATED).sort());
    const { stderr } = await environment.run('users', 'convert', 'x', '--from', 'nothing');
    for (const system of pages) expect(stderr).toContain(system);
  });

  it.each(Object.keys(MIGRATED))(
    'take an export of %s through the conversion and the import',
    async (system) => {
      const { convert, imports, query } = await readPage(system);
      const folder = newFolder();
      await mkdir(folder);
      const [conversion = '', lines = ''] = convert.split(' > ');
      const place = (word: string) => (query === null ? join(EXPORTS, word) : join(folder, word));
      const words = conversion.split(' ').map((word) => (word.includes('.') ? place(word) : word));
      if (query !== null) await exportByQuery(system, query, database, words.at(-1) ?? '');
      const converted = await environment.run(...words);
      expect(converted.code).toBe(0);
      expect(converted.stderr.split('\n').slice(1, -1)).toEqual(
        LEFT_OUT[system]?.map((what) => `  left out, ${what}: 1`),
      );
      await writeFile(join(folder, lines), converted.stdout);
      const importWords = imports.split(' ').map((word) => {
        if (!word.includes('.')) return word;
        return join(word === lines ? folder : EXPORTS, word);
      });
      expect(await environment.ask(...importWords)).toMatchObject({ imported: MIGRATED[system]?.length });
    },
    60_000,
  );

  it('keep what the exports tell of these users', async () => {
    await environment.look(async (database) => {
      for (const { email, username, suspended, verified, apps, identities, more } of Object.values(
        MIGRATED,
      ).flat()) {
        const found = await database.user.findFirstOrThrow({
          where: { email },
          include: { totpSecrets: { select: { name: true } }, identities: true },
        });
        expect(found).toMatchObject({
          username: typeof username === 'string' ? username : expect.stringMatching(username),
          status: suspended ? 'SUSPENDED' : 'ACTIVE',
          emailVerifiedAt: verified ? expect.any(Date) : null,
          provisioned: true,
          totpSecrets: (apps ?? []).map((name) => ({ name })),
          ...more,
        });
        expect(found.identities.map(({ provider, subject }) => [provider, subject])).toEqual(
          identities ?? [],
        );
      }
    });
  }, 60_000);

  it('let these users sign in with their old passwords, and the codes of their old apps', async () => {
    await environment.serve(async (service) => {
      for (const user of Object.values(MIGRATED).flat()) {
        if (user.password === undefined || user.suspended) continue;
        expect((await signIn(service, user)).email).toBe(user.email);
      }
    });
  }, 120_000);
});
