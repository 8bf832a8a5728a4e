import { createHash, createHmac, pbkdf2Sync, scryptSync } from 'node:crypto';
import { DEFAULT_COST } from '../../../src/credentials/passwords/hashing-cost.js';
import { LoginDocument } from '../../../src/generated/client/operations.js';
import { uniqueName } from '../../support/people.js';
import { jsonLines, newOperatorEnvironment, textFile } from './operator-environment.js';

const PARAMETERS = `hash_config {
  algorithm: SCRYPT,
  base64_signer_key: jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==,
  base64_salt_separator: Bw==,
  rounds: 8,
  mem_cost: 14,
}
`;
const FIREBASE =
  '$firescrypt$42xEC+ixf3L2lw==$lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==';
const SALT = '0123456789abcdef';
const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');

/** A user of each system, with the password that the system, or node:crypto, made the hash of. */
async function users(): Promise<readonly (readonly [system: string, password: string, hash: unknown])[]> {
  const bcrypt = await import('bcrypt');
  const php = async (text: string) => (await bcrypt.hash(text, 4)).replace('$2b$', '$2y$');
  const password = "It's a long password";
  const keycloak = (algorithm: string, hashIterations: number, value: Buffer) => ({
    secretData: JSON.stringify({ value: base64(value), salt: base64(SALT) }),
    credentialData: JSON.stringify({ algorithm, hashIterations, additionalParameters: {} }),
  });
  return [
    ['hashcat, phpass', 'hashcat', '$P$984478476IagS59wHZvyQMArzfx58u.'],
    ['Firebase', 'user1password', FIREBASE],
    [
      'Ory Kratos',
      'test',
      '$scrypt$ln=16384,r=8,p=1$2npRo7P03Mt8keSoMbyD/tKFWyUzjiQf2svUaNDSrhA=$MiCzNcIplSMqSBrm4HckjYqYhaVPPjTARTzwB1cVNYE=',
    ],
    [
      'Keycloak, argon2',
      'iceberg',
      {
        type: 'password',
        secretData:
          '{"value":"BuViHNDGmCq80fvpty/QoggTI8NSt0CuNDGgeoa5f5A=","salt":"RJ0aLMQ2qKbZuROs7qQhcA==","additionalParameters":{}}',
        credentialData:
          '{"hashIterations":5,"algorithm":"argon2","additionalParameters":{"hashLength":["32"],"memory":["7168"],"type":["id"],"version":["1.3"],"parallelism":["1"]}}',
      },
    ],
    [
      'Keycloak, PBKDF2 with a long tag',
      password,
      keycloak('pbkdf2-sha256', 2000, pbkdf2Sync(password, SALT, 2000, 64, 'sha256')),
    ],
    [
      'Keycloak, PBKDF2 with SHA-512',
      password,
      keycloak('pbkdf2-sha512', 2000, pbkdf2Sync(password, SALT, 2000, 64, 'sha512')),
    ],
    [
      'ASP.NET Identity 3',
      'my password',
      'AQAAAAEAACcQAAAAEAABAgMEBQYHCAkKCwwNDg+yWU7rLgUwPZb1Itsmra7cbxw2EFpwpVFIEtP+JIuUEw==',
    ],
    [
      'ASP.NET Identity 2',
      'my password',
      'AAABAgMEBQYHCAkKCwwNDg+ukCEMDf0yyQ29NYubggHIVY0sdEUfdyeM+E1LtH1uJg==',
    ],
    [
      'better-auth',
      password,
      `${SALT}${SALT}:${scryptSync(password, SALT + SALT, 64, { N: 16384, r: 16, p: 1, maxmem: 2 ** 26 }).toString('hex')}`,
    ],
    [
      'WordPress 6.8',
      password,
      `$wp${await php(createHmac('sha384', 'wp-sha384').update(password.replace("'", "\\'")).digest('base64'))}`,
    ],
    [
      'Django, PBKDF2',
      password,
      `pbkdf2_sha256$2000$${SALT}$${base64(pbkdf2Sync(password, SALT, 2000, 32, 'sha256'))}`,
    ],
    [
      'Django, bcrypt',
      password,
      `bcrypt_sha256$${await php(createHash('sha256').update(password).digest('hex'))}`,
    ],
    ['Laravel', password, await php(password)],
    ['Devise', password, (await php(password)).replace('$2y$', '$2a$')],
  ];
}

describe('users import', () => {
  it('LOG-2, DR-1: lets users of every system log in with their old password, and makes their hash anew', async () => {
    const environment = await newOperatorEnvironment();
    const people = (await users()).map(([system, password, passwordHash]) => {
      const username = uniqueName();
      return { system, password, record: { username, email: `${username}@example.com`, passwordHash } };
    });
    const file = await jsonLines(people.map(({ record }) => record));
    const parameters = await textFile(PARAMETERS);
    expect(await environment.run('users', 'import', file)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining(
        'line 2: passwordHash is a hash of Firebase: add --firebase-parameters FILE',
      ),
    });
    expect(await environment.ask('users', 'import', file, '--firebase-parameters', parameters)).toMatchObject(
      {
        imported: people.length,
      },
    );
    await environment.serve(async ({ client, database }) => {
      for (const { system, password, record } of people) {
        const input = { usernameOrEmail: record.email, password };
        const wrong = await client.refusal(LoginDocument, { input: { ...input, password: `${password}?` } });
        expect([system, wrong.code]).toEqual([system, 'INVALID_CREDENTIALS']);
        const { login } = await client.run(LoginDocument, { input });
        const { phc } = await database.passwordHash.findUniqueOrThrow({ where: { userId: login.user.id } });
        expect(phc).toMatch(`$argon2id$v=19$m=${DEFAULT_COST.memoryKib},t=${DEFAULT_COST.timeCost},`);
        await client.run(LoginDocument, { input });
      }
    });
  }, 60_000);

  it('refuses a file that does not hold the parameters of a Firebase project', async () => {
    const environment = await newOperatorEnvironment();
    const file = await jsonLines([]);
    for (const [path, reason] of [
      [await textFile('algorithm: SCRYPT'), 'base64_signer_key'],
      ['/nowhere', 'cannot be read as a file'],
    ] as const)
      expect(await environment.run('users', 'import', file, '--firebase-parameters', path)).toMatchObject({
        code: 3,
        stderr: expect.stringContaining(reason),
      });
  }, 60_000);
});
