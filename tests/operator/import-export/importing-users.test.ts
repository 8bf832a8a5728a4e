import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import { LoginDocument } from '../../../src/generated/client/operations.js';
import { newFolder } from '../../support/database.js';
import { newOperatorEnvironment, type OperatorEnvironment } from './operator-environment.js';

const GUIDE = new URL('../../../docs/importing-users.md', import.meta.url);
const EXPORTS = fileURLToPath(new URL('./exports', import.meta.url));
const PASSWORD = 'correct horse battery staple';

interface Expected {
  readonly email: string;
  readonly username: string | RegExp;
  readonly password?: string;
  readonly suspended?: true;
  readonly verified?: true;
  readonly more?: object;
}

const ENDING = '_[a-z2-7]{8}$';
const named = (name: string) => new RegExp(`^${name}${ENDING}`);

/** The users of each export that can be imported, in their order. */
const SYSTEMS: Readonly<Record<string, readonly Expected[]>> = {
  Auth0: [
    { email: 'ada@auth0.example', username: 'ada', password: PASSWORD, verified: true },
    { email: 'bob@auth0.example', username: 'bo_b', password: PASSWORD },
  ],
  Firebase: [
    {
      email: 'ada@firebase.example',
      username: named('ada'),
      password: 'user1password',
      verified: true,
      more: { createdAt: new Date(1486324027000) },
    },
    { email: 'bob@firebase.example', username: 'bob', verified: true, suspended: true },
  ],
  Cognito: [
    {
      email: 'ada@cognito.example',
      username: named('ada'),
      verified: true,
      more: {
        id: '9f1c2f9e-7d4e-4b8e-8a52-2f3f4f5f6f70',
        createdAt: new Date('2023-05-04T09:22:33.123Z'),
      },
    },
    {
      email: 'bob@cognito.example',
      username: 'bob_c',
      suspended: true,
      more: { createdAt: new Date('2023-05-04T09:22:33.123Z') },
    },
  ],
  Supabase: [
    {
      email: 'ada@supabase.example',
      username: named('ada'),
      password: PASSWORD,
      verified: true,
      more: { id: '0a1b2c3d-0000-4000-8000-000000000001', createdAt: new Date('2024-02-03T04:05:00Z') },
    },
    {
      email: 'bob@supabase.example',
      username: named('bob'),
      suspended: true,
      more: { suspendedUntil: new Date('2999-01-01T00:00:00Z') },
    },
  ],
  Keycloak: [
    {
      email: 'ada@keycloak.example',
      username: named('ada'),
      password: 'iceberg',
      verified: true,
      more: { id: 'cfb55bf6-fcbb-4a1e-bfec-30c6649b52f8', languageCode: 'de' },
    },
    { email: 'bob@keycloak.example', username: 'bob_k', suspended: true },
  ],
  'better-auth': [
    {
      email: 'ada@better-auth.example',
      username: named('ada'),
      password: PASSWORD,
      verified: true,
      more: { createdAt: new Date('2025-01-02T03:04:05Z') },
    },
    { email: 'bob@better-auth.example', username: named('bob') },
  ],
  Django: [
    {
      email: 'ada@django.example',
      username: 'ada_d',
      password: 'lètmein',
      more: { role: 'USER', createdAt: new Date('2022-03-04T05:06:07.890Z') },
    },
    { email: 'bob@django.example', username: named('bob'), suspended: true },
  ],
  Laravel: [
    { email: 'ada@laravel.example', username: named('ada'), password: PASSWORD, verified: true },
    { email: 'bob@laravel.example', username: named('bob'), password: PASSWORD },
  ],
  WordPress: [
    {
      email: 'ada@wordpress.example',
      username: named('ada'),
      password: PASSWORD,
      more: { createdAt: new Date('2025-04-20T08:09:10Z') },
    },
    { email: 'bob@wordpress.example', username: 'bob_w', password: 'hashcat' },
  ],
  Devise: [
    { email: 'ada@devise.example', username: named('ada'), password: PASSWORD, verified: true },
    { email: 'bob@devise.example', username: named('bob') },
  ],
};

interface Section {
  readonly title: string;
  readonly blocks: readonly { language: string; text: string }[];
}

async function sections(): Promise<Section[]> {
  const [, ...parts] = (await readFile(GUIDE, 'utf8')).split(/^## /m);
  return parts.map((part) => ({
    title: part.slice(0, part.indexOf('\n')),
    blocks: [...part.matchAll(/```(sh|sql)\n([\s\S]*?)```/g)].map(([, language = '', text = '']) => ({
      language,
      text,
    })),
  }));
}

/** Does what the guide says with the export of the system, in a folder of its own. */
async function convert({ title, blocks }: Section, folder: string, database: PGlite): Promise<void> {
  const query = blocks.find(({ language }) => language === 'sql');
  if (query) {
    const dump = await readFile(join(EXPORTS, `${title.toLowerCase()}.sql`), 'utf8');
    await database.exec(dump);
    const { rows } = await database.query<[object]>(query.text, [], { rowMode: 'array' });
    await writeFile(join(folder, 'users.jsonl'), rows.map(([line]) => `${JSON.stringify(line)}\n`).join(''));
    return;
  }
  const conversion = blocks.find(({ text }) => text.startsWith('node -e'))?.text ?? '';
  const [, source = ''] = /< (\S+) > users\.jsonl/.exec(conversion) ?? [];
  await copyFile(join(EXPORTS, source), join(folder, source));
  await promisify(execFile)('sh', ['-ec', conversion], { cwd: folder });
}

/** The words of the command of the section, with the files of the folder. */
function importWords({ blocks }: Section, folder: string): string[] {
  const command = blocks.find(({ text }) => text.startsWith('npx latchkey users import'))?.text ?? '';
  const [, , ...words] = command.trim().split(' ');
  return words.map((word) => (word.includes('.') ? join(folder, word) : word));
}

describe('the guide to importing users', () => {
  let environment: OperatorEnvironment;
  /** Stands for the databases of Supabase and better-auth, which share no table. */
  const database = new PGlite();
  afterAll(() => database.close());
  beforeAll(async () => {
    environment = await newOperatorEnvironment();
  });

  it('has a section for each system, and a test for each section', async () => {
    const titles = (await sections()).map(({ title }) => title);
    expect(titles).toEqual([...Object.keys(SYSTEMS), 'Other systems']);
  });

  it.each(Object.keys(SYSTEMS))(
    'takes an export of %s through its conversion and its command',
    async (title) => {
      const section = (await sections()).find((one) => one.title === title);
      if (!section) throw new Error(`The guide has no section on ${title}`);
      const folder = newFolder();
      await mkdir(folder);
      await convert(section, folder, database);
      await copyFile(join(EXPORTS, 'firebase-hash-config.txt'), join(folder, 'firebase-hash-config.txt'));
      const words = importWords(section, folder);
      expect(await environment.ask(...words)).toMatchObject({ imported: SYSTEMS[title]?.length });
    },
    60_000,
  );

  it('keeps what the exports tell of these users, and lets them log in with their old passwords', async () => {
    await environment.serve(async ({ client, database }) => {
      for (const { email, username, password, suspended, verified, more } of Object.values(SYSTEMS).flat()) {
        expect(await database.user.findFirstOrThrow({ where: { email } })).toMatchObject({
          username: typeof username === 'string' ? username : expect.stringMatching(username),
          status: suspended ? 'SUSPENDED' : 'ACTIVE',
          emailVerifiedAt: verified ? expect.any(Date) : null,
          ...more,
        });
        if (password === undefined || suspended) continue;
        const { login } = await client.run(LoginDocument, { input: { usernameOrEmail: email, password } });
        expect(login.user.email).toBe(email);
      }
    });
  }, 60_000);
});
