import { name, repeatsAPart } from '../support/canary.js';
import { person, printed, service } from './environment.js';

describe('a secret in a row that the database refuses aloud', () => {
  beforeAll(async () => {
    await service.database.$executeRaw`
      CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'refused: %', NEW::text; END $$`;
    for (const table of ['users', 'devices', 'sessions'])
      await service.database.$executeRawUnsafe(
        `CREATE TRIGGER tell BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION tell()`,
      );
  });

  it('ER-1, ER-2: is repeated by neither the answer nor the log, nor is the statement', async () => {
    const username = name().slice(0, 20);
    const email = `${username}@example.com`;
    const input = { username, email, password: person.password };
    const { errors, text } = await service.client.raw(
      'mutation ($input: RegisterInput!) { register(input: $input) { tokenType } }',
      { input },
    );
    expect(errors[0]?.extensions).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', status: 500 });
    expect(text).not.toMatch(/refused|prisma|postgres|insert|trigger|P0001|stack|\.ts|\.js/i);
    for (const heard of [text, service.log.text, printed.join('')])
      expect(repeatsAPart(heard, username)).toBe(false);
    // The operator finds it by its request.
    const requestId = errors[0]?.extensions?.['requestId'];
    expect(service.log.lines).toContainEqual(
      expect.objectContaining({ level: 'error', details: expect.objectContaining({ requestId }) }),
    );
  });
});
