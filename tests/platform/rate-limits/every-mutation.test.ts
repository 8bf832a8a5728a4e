import { buildSchema } from 'graphql';
import { unansweredSchema } from '../../../src/app/printed-schema.js';
import { LIMITS } from '../../../src/app/registers.js';
import { RegisterDocument } from '../../../src/generated/client/operations.js';
import { limitOperations } from '../../../src/platform/graphql/limited.js';
import { noLimits } from '../../../src/platform/rate-limits/no-limits.js';
import type { Rule, Rules } from '../../../src/platform/rate-limits/rules.js';
import { appointedAdministrator } from '../../support/administrators.js';
import { everyOperation, fittingVariables, put } from '../../support/every-operation.js';
import { newcomer } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';
import { newAddress, tally, tryFrom } from './tries.js';

const MUTATIONS = everyOperation(await unansweredSchema()).filter(({ kind }) => kind === 'mutation');
const RULES: Rules = LIMITS;

/** The first limit that one caller meets who always says the same. */
function firstLimit(name: string): number {
  const rule = RULES[name] as Rule;
  return Math.min(...[...rule.address, ...rule.subject].map(({ points }) => points));
}

let service: TestService;

beforeAll(async () => {
  service = await startService({ env: { RATE_LIMITS: 'on' } });
});

afterAll(() => service.stop());

const LIMITED_QUERIES = [
  'exportMyData',
  '_entities',
  'users',
  'node',
  'introspectToken',
  'passwordResetLink',
];

describe('every mutation', () => {
  it('RL-11: has a rule, and every rule is of a mutation, of a limited query, of `/session` or of mails', () => {
    const names = MUTATIONS.map(({ name }) => name);
    expect(Object.keys(LIMITS).sort()).toEqual(
      [
        ...names,
        ...LIMITED_QUERIES,
        'session',
        'securityNotice',
        'failedFactorNotice',
        'totp',
        'mailedCode',
        'stepUpTotp',
        'stepUpCode',
        'mailToAddress',
        'mailToAliases',
        'refusedAdministration',
      ].sort(),
    );
    for (const name of names) expect(firstLimit(name)).toBeLessThan(Number.POSITIVE_INFINITY);
  });

  /** Its own test sends it from an address of its own: the others register people too. */
  const others = MUTATIONS.filter(({ name }) => name !== 'register');

  it('RL-11: is refused beyond its limit, with the time to wait: register', async () => {
    const input = { ...newcomer(), password: 'weak' };
    const address = newAddress();
    const ask = () => tryFrom(address, service.client.url, RegisterDocument, { input });
    const points = RULES['register']?.address[0]?.points ?? 0;
    const before = await Promise.all(Array.from({ length: points }, ask));
    expect(tally(before)).toEqual({ WEAK_PASSWORD: points });
    const refused = await ask();
    expect(refused).toMatchObject({ status: 200, code: 'RATE_LIMITED', retryAfter: expect.any(Number) });
  });

  it.each(others.map((operation) => [operation.name, operation] as const))(
    'RL-11: is refused beyond its limit, with the time to wait: %s',
    async (name, { document, args }) => {
      const { tokens } = await appointedAdministrator(service);
      const client = service.client.as(tokens.accessToken);
      const fitting = fittingVariables(args);
      // Never a success: that would start a count anew, or end the session that asks.
      const wrong: Record<string, string> = {
        changePassword: 'currentPassword',
        deleteAccount: 'password',
        reauthenticateWithPassword: 'password',
      };
      const field = wrong[name];
      const variables = field === undefined ? fitting : put(fitting, ['input', field], 'not this one');
      const ask = () =>
        client.raw(document, name === 'logout' ? { input: { refreshToken: 'nonsense' } } : variables, {
          token: name === 'logout' ? 'nonsense' : tokens.accessToken,
        });
      const limit = firstLimit(name);
      const before: string[] = [];
      for (let asked = 0; asked < limit; asked += 100) {
        const concurrent = Array.from({ length: Math.min(100, limit - asked) }, ask);
        for (const { errors } of await Promise.all(concurrent))
          before.push(String(errors[0]?.extensions?.['code'] ?? 'OK'));
      }
      expect(before.filter((code) => code === 'RATE_LIMITED')).toEqual([]);
      const { status, data, errors } = await ask();
      expect([status, data]).toEqual([200, null]);
      const { code, status: meant, retryAfter } = errors[0]?.extensions ?? {};
      expect([code, meant]).toEqual(['RATE_LIMITED', 429]);
      expect(Number.isInteger(retryAfter) && Number(retryAfter) >= 1).toBe(true);
    },
  );

  it.each(
    MUTATIONS.filter(({ isPublic }) => !isPublic).map((operation) => [operation.name, operation] as const),
  )('charges nobody before it knows who asks: %s', async (_name, { document, args }) => {
    const { errors } = await service.client.raw(document, fittingVariables(args));
    expect(errors[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
  });
});

describe('a schema', () => {
  const limiting = {
    limits: noLimits,
    isUnavailable: () => false,
    operations: {},
    requireCaptcha: async () => undefined,
  };
  const schema = buildSchema('type Query { a: Int } type Mutation { transferMoney: Int }');

  it('RL-11: does not start with a mutation that does not say whom it counts', () => {
    const operations = { transferMoney: { limits: { subject: [1] } } };
    expect(() => limitOperations(schema, { ...limiting, operations })).toThrow(
      'transferMoney does not say whom it counts',
    );
  });

  it('RL-11: does not start with a mutation that no capability declares, also where limits are off', () => {
    expect(() => limitOperations(schema, limiting)).toThrow('transferMoney declares no limits');
  });

  it('may have no mutation', () => {
    expect(() => limitOperations(buildSchema('type Query { a: Int }'), limiting)).not.toThrow();
  });
});
