import { MeDocument, RefreshTokenDocument } from '../../src/generated/client/operations.js';
import { claimsOf, forge, forgeHmac, headerOf, openRefreshKey, openSigningKey } from '../support/forgery.js';
import { codesOf } from '../support/outcomes.js';
import { type Person, registerPerson } from '../support/people.js';
import { startService, type TestService } from '../support/service.js';
import { AGES, accessed, type Judgement, refreshed, rule, type State } from './refresh-rule.js';

const SECONDS_AGO = { grace: 5, recovery: 3600, over: 86_401 } as const;
/** Enough for every order of a token's generation, the predecessor and the current one. */
const MOST = 3;

let service: TestService;
let person: Person;
let refreshTokenOf: (gen: number) => string;
let accessTokenOf: (gen: number) => string;

beforeAll(async () => {
  service = await startService();
  person = await registerPerson(service.client);
  const { accessToken, refreshToken } = person.tokens;
  const { secret } = await openRefreshKey(service.database, service.authSecret);
  const { privateKey } = await openSigningKey(service.database, service.authSecret);
  refreshTokenOf = (gen) => forgeHmac(secret, headerOf(refreshToken), { ...claimsOf(refreshToken), gen });
  accessTokenOf = (gen) => forge(privateKey, headerOf(accessToken), { ...claimsOf(accessToken), gen });
});
afterAll(() => service.stop());

/** Every state of a young session. */
const STATES: readonly State[] = Array.from({ length: MOST }, (_, index) => index + 1).flatMap((generation) =>
  Array.from({ length: generation }, (_, predecessor) => predecessor).flatMap((predecessor) =>
    [false, true].flatMap((used) => AGES.map((age) => ({ generation, predecessor, used, age }))),
  ),
);
const GENERATIONS = Array.from({ length: MOST + 1 }, (_, index) => index + 1);

async function put({ generation, predecessor, used, age }: State): Promise<void> {
  const { sid, sub } = claimsOf(person.tokens.refreshToken);
  await service.database.rows`
    INSERT INTO sessions (id, user_id, generation, predecessor, used, rotated_at, created_at, last_used_at, expires_at)
    VALUES (${sid}::uuid, ${sub}::uuid, ${generation}::int, ${predecessor}::int, ${used}::boolean,
            (now() AT TIME ZONE 'UTC') - make_interval(secs => ${SECONDS_AGO[age]}::float8),
            now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC', (now() AT TIME ZONE 'UTC') + interval '1 day')
    ON CONFLICT (id) DO UPDATE SET generation = excluded.generation, predecessor = excluded.predecessor,
      used = excluded.used, rotated_at = excluded.rotated_at`;
}

async function stored(): Promise<Omit<State, 'age'> | null> {
  const id = String(claimsOf(person.tokens.refreshToken)['sid']);
  const select = { generation: true, predecessor: true, used: true };
  return service.database.session.findUnique({ where: { id }, select });
}

const withoutAge = (state: State | null) => {
  if (state === null) return null;
  const { age: _age, ...rest } = state;
  return rest;
};

describe('the service follows the rule', () => {
  const CODES: Partial<Record<Judgement, string>> = { reused: 'TOKEN_REUSED', unknown: 'TOKEN_INVALID' };

  it('RT-2, RT-3: for a refresh token of any generation, in any state of its session', async () => {
    const wrong: unknown[] = [];
    for (const state of STATES)
      for (const gen of GENERATIONS) {
        await put(state);
        const answer = await service.client.ask(RefreshTokenDocument, {
          input: { refreshToken: refreshTokenOf(gen) },
        });
        const judged = rule(state, gen);
        const expected = [CODES[judged] ?? '', withoutAge(refreshed(state, gen))];
        const seen = [codesOf(answer).join(), await stored()];
        const told = answer.data?.refreshToken;
        const isTold =
          told === undefined ||
          [told.refreshToken, told.accessToken].every(
            (token) => claimsOf(token)['gen'] === refreshed(state, gen)?.generation,
          );
        if (JSON.stringify(seen) !== JSON.stringify(expected) || !isTold)
          wrong.push({ state, gen, expected, seen });
      }
    expect(wrong).toEqual([]);
  });

  it('RT-2: for an access token of any generation, in any state of its session', async () => {
    const wrong: unknown[] = [];
    for (const state of STATES.filter(({ age }) => age === 'recovery'))
      for (const gen of GENERATIONS) {
        await put(state);
        const code = codesOf(await service.client.ask(MeDocument, {}, { token: accessTokenOf(gen) })).join();
        const after = gen > state.generation ? state : accessed(state, gen);
        const expected = gen > state.generation || after === null ? 'TOKEN_INVALID' : '';
        let seen = await stored();
        for (let tries = 0; after?.used && seen?.used === false && tries < 200; tries++)
          seen = await stored();
        if (code !== expected || JSON.stringify(seen) !== JSON.stringify(withoutAge(after)))
          wrong.push({ state, gen, expected, code, seen });
      }
    expect(wrong).toEqual([]);
  });
});
