import { readConfig } from '../../../src/app/config.js';
import { StartupError } from '../../../src/core/errors.js';
import { DEFAULT_COST } from '../../../src/credentials/passwords/hashing-cost.js';
import { loadHashingEngine } from '../../../src/credentials/passwords/hashing-engine.js';
import {
  LoginDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
} from '../../../src/generated/client/operations.js';
import { Client } from '../../support/client.js';
import { newcomer, PASSWORD, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const login = (usernameOrEmail: string, password: string) =>
  service.client.ask(LoginDocument, { input: { usernameOrEmail, password } });

const codeOf = async (usernameOrEmail: string, password: string) =>
  String((await login(usernameOrEmail, password)).errors[0]?.extensions?.['code'] ?? 'accepted');

const hashOf = async (userId: string) =>
  (await service.database.passwordHash.findUniqueOrThrow({ where: { userId } })).phc;

describe('a password at rest', () => {
  it('DR-1: is an argon2id hash at the live cost, with a salt of its own', async () => {
    const people = [await registerPerson(service.client), await registerPerson(service.client)];
    const { email } = people[0] ?? newcomer();
    await service.client.run(RequestPasswordResetDocument, { input: { email } });
    const token = await service.mailbox.token(email);
    await service.client.run(ResetPasswordDocument, { input: { token, newPassword: PASSWORD } });
    const hashes = (await service.database.passwordHash.findMany()).map(({ phc }) => phc);
    expect(hashes.length).toBeGreaterThanOrEqual(2);
    for (const phc of hashes) {
      const [, memory, time, lanes, salt = '', tag = ''] =
        /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(phc) ?? [];
      expect([memory, time, lanes].map(Number)).toEqual([19_456, 2, 1]);
      expect(Buffer.from(salt, 'base64').length).toBeGreaterThanOrEqual(16);
      expect(Buffer.from(tag, 'base64').length).toBeGreaterThanOrEqual(32);
    }
    expect(new Set(hashes.map((phc) => phc.split('$')[4])).size).toBe(hashes.length);
  });

  it('DR-1: is hashed anew at the next login where its hash is weaker, and only by the right password', async () => {
    const { email, tokens } = await registerPerson(service.client);
    const plain = await loadHashingEngine();
    const weak = await plain.hash(PASSWORD, { memoryKib: 8192, timeCost: 2, parallelism: 1 });
    const userId = tokens.user.id;
    await service.database.passwordHash.update({ where: { userId }, data: { phc: weak } });
    expect(await codeOf(email, 'Wrong1Word!!')).toBe('INVALID_CREDENTIALS');
    expect(await hashOf(userId)).toBe(weak);
    expect(await codeOf(email, PASSWORD)).toBe('accepted');
    expect(await hashOf(userId)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await codeOf(email, PASSWORD)).toBe('accepted');
  });

  it('DR-1: keeps a hash that is stronger', async () => {
    const { email, tokens } = await registerPerson(service.client);
    const strong = await (await loadHashingEngine()).hash(PASSWORD, { ...DEFAULT_COST, timeCost: 3 });
    const userId = tokens.user.id;
    await service.database.passwordHash.update({ where: { userId }, data: { phc: strong } });
    expect(await codeOf(email, PASSWORD)).toBe('accepted');
    expect(await hashOf(userId)).toBe(strong);
  });

  it.each<Record<string, string>>([
    { ARGON2_MEMORY_KIB: '8192' },
    { ARGON2_MEMORY_KIB: '19455' },
    { ARGON2_TIME_COST: '1' },
    { ARGON2_TIME_COST: '0' },
    { ARGON2_TIME_COST: '1', ARGON2_MEMORY_KIB: '47103' },
    { ARGON2_MEMORY_KIB: '8192', ARGON2_TIME_COST: '20' },
    { ARGON2_PARALLELISM: '0' },
    { ARGON2_MEMORY_KIB: 'low' },
  ])('DR-1: costs no less than the floor: %j is refused', (variables) => {
    expect(() => readConfig(variables)).toThrow(StartupError);
    expect(() => readConfig(variables)).toThrow(/ARGON2_/);
  });

  it('DR-1: may cost more', () => {
    expect(readConfig({ ARGON2_TIME_COST: '1', ARGON2_MEMORY_KIB: '47104' }).hashing.cost.timeCost).toBe(1);
    expect(readConfig({ ARGON2_MEMORY_KIB: '65536' }).hashing.cost.memoryKib).toBe(65_536);
  });

  it('DR-1: does not open by what is stored', async () => {
    const { email, tokens } = await registerPerson(service.client);
    // What a thief has read in the database is no secret to be looked for there.
    const refusal = await new Client(service.client.url).refusal(LoginDocument, {
      input: { usernameOrEmail: email, password: await hashOf(tokens.user.id) },
    });
    expect(refusal.code).toBe('INVALID_CREDENTIALS');
  });
});
