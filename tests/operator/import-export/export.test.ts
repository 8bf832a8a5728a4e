import { randomUUID } from 'node:crypto';
import { jsonLines, manyUsers, newOperatorEnvironment, textFile } from './operator-environment.js';

const HASH = '$2b$10$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW';

const everybody = () => [
  ...manyUsers(1200),
  {
    id: randomUUID(),
    username: 'suspended',
    displayName: 'Ada, gesperrt',
    email: 'Suspended@Example.com',
    status: 'SUSPENDED',
    suspendedUntil: '2999-01-01T00:00:00.000Z',
    passwordHash: HASH,
  },
  {
    id: randomUUID(),
    username: 'admin',
    email: 'admin@example.com',
    role: 'ADMIN',
    emailVerified: true,
    passwordHash: HASH,
  },
];

describe('users export', () => {
  it('writes what an import elsewhere reads back to the same', async () => {
    const [one, other] = [await newOperatorEnvironment(), await newOperatorEnvironment()];
    await one.ask('users', 'import', await jsonLines(everybody()));
    const exported = await one.run('users', 'export', '--with-hashes');
    expect(exported).toMatchObject({ code: 0, stderr: '' });
    const lines = exported.stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(1202);
    expect(JSON.parse(lines.find((line) => line.includes('"suspended"')) ?? '')).toEqual({
      id: expect.any(String),
      username: 'suspended',
      displayName: 'Ada, gesperrt',
      email: 'Suspended@Example.com',
      emailVerified: false,
      languageCode: 'en',
      role: 'USER',
      status: 'SUSPENDED',
      suspendedUntil: '2999-01-01T00:00:00.000Z',
      createdAt: expect.any(String),
      passwordHash: HASH,
    });
    await other.ask('users', 'import', await textFile(exported.stdout));
    expect((await other.run('users', 'export', '--with-hashes')).stdout).toBe(exported.stdout);
  }, 60_000);

  it('leaves hashes out unless they are asked for, and is on record with whether they were', async () => {
    const environment = await newOperatorEnvironment();
    await environment.ask('users', 'import', await jsonLines(everybody().slice(-2)));
    const { stdout } = await environment.run('users', 'export');
    expect(stdout.trimEnd().split('\n')).toHaveLength(2);
    expect(stdout).not.toContain('passwordHash');
    expect((await environment.run('users', 'export', '--with-hashes')).stdout).toContain(HASH);
    const events = await environment.look((database) =>
      database.auditEvent.findMany({
        where: { type: 'users_exported' },
        orderBy: { id: 'asc' },
        select: { metadata: true, userAgent: true },
      }),
    );
    expect(events).toEqual([
      { metadata: { hashes: false, secondFactors: false }, userAgent: 'latchkey users export' },
      { metadata: { hashes: true, secondFactors: false }, userAgent: 'latchkey users export' },
    ]);
  }, 60_000);
});
