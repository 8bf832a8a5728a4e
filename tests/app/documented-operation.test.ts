import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Duration } from '../../src/core/duration.js';
import { SuspendUserDocument, UpdateProfileDocument } from '../../src/generated/client/operations.js';
import { appointedAdministrator, clientOf } from '../support/administrators.js';
import { administer, newFolder, STORAGE_KINDS } from '../support/database.js';
import { codeBlocks, runProgram } from '../support/examples.js';
import { codesOf } from '../support/outcomes.js';
import { registerPerson, uniqueName } from '../support/people.js';
import { startService } from '../support/service.js';

const PAGE = 'docs/operating.md';
const describePostgresql = STORAGE_KINDS.includes('postgresql') ? describe : describe.skip;

describe('the examples for operators', () => {
  it('change the limits that they name', async () => {
    const [limits = ''] = await codeBlocks(PAGE, '### Change a limit', 'json');
    const file = `${newFolder()}/limits.json`;
    await mkdir(dirname(file));
    await writeFile(file, limits);
    const service = await startService({ env: { RATE_LIMITS: 'on', LIMITS: file } });
    const { tokens } = await registerPerson(service.client);
    const change = async (displayName: string) =>
      codesOf(
        await service.client.ask(
          UpdateProfileDocument,
          { input: { displayName } },
          { token: tokens.accessToken },
        ),
      ).join();
    const codes: string[] = [];
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) codes.push(await change(name));
    expect(codes).toEqual(['', '', '', '', '', 'RATE_LIMITED']);
    await service.stop();
  });

  it('make a key for a script, read with it, and find what it did', async () => {
    const section = '### Service keys';
    const [mutation = ''] = await codeBlocks(PAGE, section, 'graphql');
    const [script = ''] = await codeBlocks(PAGE, section, 'sh');
    const [statement = ''] = await codeBlocks(PAGE, section, 'sql');
    const service = await startService();
    const administrator = await appointedAdministrator(service);
    const person = await registerPerson(service.client);
    const suspension = { userId: person.tokens.user.id, reason: 'spam' };
    await clientOf(service, administrator).run(SuspendUserDocument, { input: suspension });
    const made = await clientOf(service, administrator).raw<{ createServiceKey: { secret: string } }>(
      mutation,
    );
    const env = { ...process.env, SERVICE_KEY: made.data?.createServiceKey.secret };
    const command = script.replace('http://localhost:4000/graphql', service.client.url);
    const { out } = await runProgram('bash', ['-c', command], { env });
    expect(JSON.parse(out).data.users.nodes).toEqual([{ username: person.username }]);
    const [key] = await service.database.serviceKey.findMany();
    const done = statement.replace(/'[0-9a-f-]{36}'/, `'${key?.id}'`);
    expect(await service.database.$queryRawUnsafe(done)).toMatchObject([{ type: 'administration_read' }]);
    await service.stop();
  });

  it('delete old events, and no others', async () => {
    const [statement = ''] = await codeBlocks(PAGE, '### What happened', 'sql');
    const service = await startService();
    await registerPerson(service.client);
    const [event] = await service.database.auditEvent.findMany();
    const createdAt = Duration.minutes(400 * 24 * 60).before(new Date());
    await service.database.auditEvent.create({
      data: { ...event, id: '00000000-0000-7000-8000-000000000000', createdAt } as never,
    });
    const before = await service.database.auditEvent.count();
    await service.database.$executeRawUnsafe(statement);
    expect(await service.database.auditEvent.count()).toBe(before - 1);
    await service.stop();
  });
});

describePostgresql('the statements for PostgreSQL', () => {
  it('make a role and a database, and set the time limits of the role', async () => {
    const name = uniqueName();
    const blocks = [
      ...(await codeBlocks(PAGE, '### PostgreSQL', 'sql')),
      ...(await codeBlocks(PAGE, '### Poolers', 'sql')),
    ];
    expect(blocks).toHaveLength(2);
    const statements = blocks.join('').replaceAll('latchkey', name).split(';');
    for (const statement of statements.map((text) => text.trim()).filter(Boolean))
      await administer(statement);
    const [role] = await administer('SELECT rolconfig FROM pg_roles WHERE rolname = $1', [name]);
    expect(role).toEqual({ rolconfig: ['statement_timeout=5s', 'idle_in_transaction_session_timeout=7s'] });
    await administer(`DROP DATABASE ${name}`);
    await administer(`DROP ROLE ${name}`);
  });
});
