import { randomBytes } from 'node:crypto';
import { openDatabase } from '../../../src/platform/database/open.js';
import {
  administer,
  createEmptyPostgresql,
  createTestStorage,
  STORAGE_KINDS,
  silentLog,
} from '../../support/database.js';
import { runHere } from '../import-export/operator-environment.js';
import { doctor, of, type Report } from './report.js';

const describePostgresql = STORAGE_KINDS.includes('postgresql') ? describe : describe.skip;

const problemsIn = ({ findings }: Report) =>
  findings.filter(({ status }) => status === 'problem').map(({ check }) => check);

/** A database that somebody has served from with this secret. */
async function usedPostgresql(secret: Buffer): Promise<{ url: string; cleanup: () => Promise<void> }> {
  const { storage, cleanup } = await createTestStorage('postgresql');
  if (storage.kind !== 'postgresql') throw new TypeError('It is a PostgreSQL');
  const env = { DATABASE_URL: storage.url, AUTH_SECRET: secret.toString('hex') };
  expect(await runHere(['keys', 'rotate'], env)).toMatchObject({ code: 0 });
  return { url: storage.url, cleanup };
}

describePostgresql('doctor, of PostgreSQL', () => {
  const secret = randomBytes(32);
  const env = { AUTH_SECRET: secret.toString('hex'), PUBLIC_URL: 'https://auth.example.com' };

  it('is content with one that is migrated and whose keys the secret opens', async () => {
    const { url, cleanup } = await usedPostgresql(secret);
    const report = await doctor({ ...env, DATABASE_URL: url });
    expect(problemsIn(report)).toEqual([]);
    expect(of(report, 'keys')?.sentence).toBe('The secret decrypts all signing keys.');
    expect(of(report, 'clock')?.status).toBe('ok');
    const other = await doctor({ ...env, DATABASE_URL: url, AUTH_SECRET: randomBytes(32).toString('hex') });
    expect(problemsIn(other)).toEqual(['keys']);
    await cleanup();
  });

  it('says that it is not migrated, and changes nothing of that', async () => {
    const url = await createEmptyPostgresql();
    for (const _twice of [1, 2]) {
      const report = await doctor({ ...env, DATABASE_URL: url });
      expect(problemsIn(report)).toEqual(['migrations']);
      expect(of(report, 'migrations')?.advice).toBe('Run: latchkey migrate');
    }
  });

  it('says that its role may not write what it has to', async () => {
    const { url, cleanup } = await usedPostgresql(secret);
    const role = `latchkey_reader_${randomBytes(6).toString('hex')}`;
    await administer(`CREATE ROLE ${role} LOGIN PASSWORD '${role}'`);
    const reader = Object.assign(new URL(url), { username: role, password: role });
    const owner = await openDatabase({ kind: 'postgresql', url }, silentLog);
    await owner.client.$executeRawUnsafe(`GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${role}`);
    await owner.close();
    const report = await doctor({ ...env, DATABASE_URL: reader.href });
    expect(problemsIn(report)).toEqual(['privileges']);
    expect(of(report, 'privileges')?.sentence).toContain('sessions');
    await cleanup();
    await administer(`DROP ROLE ${role}`);
  });
});
