import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { systemRandomness } from '../../../src/core/randomness.js';
import { UsersDocument } from '../../../src/generated/client/operations.js';
import { DataFolder } from '../../../src/platform/database/data-folder.js';
import { openDatabase } from '../../../src/platform/database/open.js';
import { createTestStorage, newFolder, STORAGE_KINDS, silentLog } from '../../support/database.js';
import { atOnce, newcomer, registerPerson } from '../../support/people.js';
import { describeEmbedded, preparedFolder, runCommand, startProcess } from '../../support/process.js';
import { startService } from '../../support/service.js';

const README = new URL('../../../README.md', import.meta.url);
const describeShared = STORAGE_KINDS.includes('postgresql') ? describe : describe.skip;

/** What the README shows of administration: what is typed, and the answer. */
async function blocksOfReadme(): Promise<{ command: string; session: string; answer: string }> {
  const readme = await readFile(README, 'utf8');
  const section = readme.slice(readme.indexOf('## Administration'), readme.indexOf('## In production'));
  const [command = '', session = '', answer = ''] = [
    ...section.matchAll(/```(?:sh|json)\n([\s\S]*?)```/g),
  ].map(([, text = '']) => text);
  return { command, session, answer };
}

/** The words behind `npx latchkey`. */
async function wordsOfReadme(): Promise<string[]> {
  const { command } = await blocksOfReadme();
  const [, words = ''] = /^npx latchkey (.*)$/m.exec(command) ?? [];
  return words.split(' ');
}

describe('registering', () => {
  it('AD-2: makes nobody an administrator, be it the first of all and twenty at once', async () => {
    const service = await startService();
    await atOnce(20, () => registerPerson(service.client));
    expect(await service.database.user.count()).toBe(20);
    expect(await service.database.user.count({ where: { role: { not: 'USER' } } })).toBe(0);
    await service.stop();
  });
});

describeEmbedded('the first administrator', () => {
  it('AD-2: comes from the command that the README shows, while the service is stopped, and administers as it shows', async () => {
    const storage = { kind: 'embedded', dataDir: await preparedFolder() } as const;
    const authSecret = systemRandomness.bytes(32);
    const serve = async () =>
      startService({ adapters: { authSecret, database: await openDatabase(storage, silentLog) } });
    const env = { DATA_DIR: storage.dataDir, AUTH_SECRET: authSecret.toString('hex') };
    const words = await wordsOfReadme();
    const folder = await DataFolder.open(storage.dataDir, systemRandomness);
    const service = await serve();
    await registerPerson(service.client, { username: 'ada', password: 'Correct-Horse-9' });
    const beside = await runCommand(words, { env });
    expect([beside.code, beside.stdout]).toEqual([1, '']);
    expect(beside.stderr).toMatch(/in use by another process \(pid \d+\); stop it/);
    await service.stop();
    await folder.close();

    expect(await runCommand(words, { env })).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^ada {2}.* {2}ADMIN {2}ACTIVE {2}/),
      stderr: '',
    });

    const again = await serve();
    const { session, answer } = await blocksOfReadme();
    const latchkey = `latchkey() { curl -s ${again.url}/graphql -H 'content-type: application/json' "$@"; echo; }`;
    const { stdout } = await promisify(execFile)('bash', ['-c', `${latchkey}\n${session}`]);
    await again.stop();
    expect(stdout.trim()).toBe(answer.trim());
  }, 120_000);

  it.each([
    [['set-role', 'ada'], "missing required argument 'role'"],
    [['set-role', 'ada', 'constructor'], 'Allowed choices are USER, ADMIN'],
    [['crown', 'ada', 'ADMIN'], "unknown command 'crown'"],
  ])('is not made of %j', async (words, sentence) => {
    const refused = await runCommand(['users', ...words], { env: { DATA_DIR: newFolder() } });
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toContain(sentence);
  });
});

describeShared('the command on PostgreSQL', () => {
  it('AD-2: appoints beside a service that runs, by email and with a reason, and is on record as nobody’s', async () => {
    const { storage, cleanup } = await createTestStorage('postgresql');
    const env = {
      DATABASE_URL: storage.kind === 'postgresql' ? storage.url : '',
      AUTH_SECRET: systemRandomness.bytes(32).toString('hex'),
      // The first one, who has no second factor yet.
      MFA_FOR_ADMINISTRATORS: 'optional',
    };
    const service = await startProcess(env);
    const { username, email } = newcomer();
    const person = await registerPerson(service.client, { username, email });
    const words = ['users', 'set-role', email.toUpperCase(), 'ADMIN', '--reason', 'the first one'];
    expect(await runCommand(words, { env })).toMatchObject({
      code: 0,
      stdout: `${username}  ${email}  ADMIN  ACTIVE  ${person.tokens.user.id}\n`,
      stderr: '',
    });
    const client = service.client.as(person.tokens.accessToken);
    expect((await client.run(UsersDocument, {})).users.nodes).toMatchObject([{ username, role: 'ADMIN' }]);
    const { data } = await client.raw<{ auditEvents: { nodes: object[] } }>(
      '{ auditEvents(filter: { types: [USER_ROLE_CHANGED] }) { nodes { actorId userId metadata reason ipAddress } } }',
    );
    expect(data?.auditEvents.nodes).toEqual([
      {
        actorId: null,
        userId: person.tokens.user.id,
        metadata: { role: 'ADMIN' },
        reason: 'the first one',
        ipAddress: null,
      },
    ]);
    for (const [who, role, sentence] of [
      [username, 'USER', 'At least one administrator must remain: appoint another one first\n'],
      ['nobody', 'ADMIN', 'No user has this username or email address.\n'],
    ] as const) {
      const refused = await runCommand(['users', 'set-role', who, role], { env });
      expect([refused.code, refused.stdout, refused.stderr]).toEqual([3, '', sentence]);
    }
    await service.kill();
    await cleanup();
  }, 120_000);
});
