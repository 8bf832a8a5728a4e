import { readConfig } from '../../../src/app/config.js';
import { RegisterDocument, UpdateProfileDocument } from '../../../src/generated/client/operations.js';
import { newOperatorEnvironment, textFile } from '../../operator/import-export/operator-environment.js';
import { canary } from '../../support/canary.js';
import { logIn, newcomer, registerPerson, uniqueName } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

const REFUSED = {
  code: 'BAD_USER_INPUT',
  status: 400,
  fields: [{ field: 'username', rule: 'reserved', message: 'Is reserved: choose another username' }],
};

describe('a reserved name', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService({
      env: { RESERVED_USERNAMES: 'Acme, acme_billing', SERVICE_NAME: 'Acme Cloud' },
    });
  });
  afterAll(() => service.stop());

  it.each([
    'admin',
    'Admin',
    'ADMIN_',
    '_admin_',
    'ad_min',
    'administrator',
    'root',
    'support',
    'Customer_Support',
    'system',
    'null',
    'undefined',
    'Latchkey',
    'latch_key',
    'postmaster',
    'security',
    'acme',
    'AC_ME',
    'acmebilling',
    'acme_cloud',
  ])('REG-9: is refused to who registers, whatever its case and underscores: %s', async (username) => {
    const input = newcomer({ username });
    expect(await service.client.refusal(RegisterDocument, { input })).toMatchObject(REFUSED);
  });

  it('is said in the language of the request', async () => {
    const headers = { 'accept-language': 'de' };
    const refused = await service.client.refusal(
      RegisterDocument,
      { input: newcomer({ username: 'root' }) },
      { headers },
    );
    expect(refused['fields']).toMatchObject([{ message: 'Ist reserviert: Bitte wählen Sie einen anderen' }]);
  });

  it('is refused to who changes their own, and nothing else is changed', async () => {
    const { tokens, username } = await registerPerson(service.client);
    const client = service.client.as(tokens.accessToken);
    const input = { username: 'Sup_port', languageCode: 'de' };
    expect(await client.refusal(UpdateProfileDocument, { input })).toMatchObject(REFUSED);
    const row = await service.database.user.findUniqueOrThrow({ where: { id: tokens.user.id } });
    expect(row).toMatchObject({ username, languageCode: 'en' });
  });

  it.each([
    'administrata',
    'rooted',
    'support_group',
    'my_admin',
    'acme2',
    'systemic',
    'nullify',
    'adminton',
  ])('is not what only begins with one or contains one: %s', async (name) => {
    await registerPerson(service.client, { username: `${name}_${uniqueName().slice(0, 6)}` });
    await registerPerson(service.client, { username: name });
  });

  it('stays with a user who has it, who may still write it otherwise', async () => {
    const person = await registerPerson(service.client);
    const { id } = person.tokens.user;
    await service.database.user.update({ where: { id }, data: { username: 'Root', usernameKey: 'root' } });
    const client = service.client.as((await logIn(service.client, person)).accessToken);
    for (const username of ['Root', 'ROOT', 'ro_ot'])
      expect(
        (await client.run(UpdateProfileDocument, { input: { username } })).updateProfile.user,
      ).toMatchObject({
        username,
      });
    expect(await client.refusal(UpdateProfileDocument, { input: { username: 'admin' } })).toMatchObject(
      REFUSED,
    );
  });
});

describe('the operator', () => {
  it('makes users with reserved names, and they log in by them', async () => {
    const place = await newOperatorEnvironment();
    const words = ['users', 'create', '--username', 'admin', '--email', 'admin@example.com', '--verified'];
    expect((await place.run(...words)).code).toBe(0);
    const imported = `{"username":"support","email":"support@example.com"}\n`;
    const file = await textFile(imported);
    expect((await place.run('users', 'import', file)).code).toBe(0);
    const names = await place.look((database) =>
      database.user.findMany({ select: { username: true }, orderBy: { username: 'asc' } }),
    );
    expect(names.map(({ username }) => username)).toEqual(['admin', 'support']);
  }, 60_000);
});

describe('RESERVED_USERNAMES', () => {
  const read = (value: string) => readConfig({ RESERVED_USERNAMES: value }).reservedUsernames;

  it('has the name of the service, and nothing else unless it is set', () => {
    expect(readConfig({}).reservedUsernames).toEqual(['Latchkey']);
  });

  it('takes usernames, separated by commas', () => {
    expect(read('acme')).toEqual(['acme', 'Latchkey']);
    expect(read(' Acme , acme_billing')).toEqual(['Acme', 'acme_billing', 'Latchkey']);
  });

  it.each(['acme,', 'acme corp', 'acme;corp', '*', '_', 'café', 'a'.repeat(33)])(
    'refuses what is no username, and does not repeat it: %s',
    (value) => {
      expect(() => read(value)).toThrow(/RESERVED_USERNAMES must be usernames, separated by commas/);
      const secret = canary();
      expect(() => read(secret)).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining(secret) }),
      );
    },
  );
});
