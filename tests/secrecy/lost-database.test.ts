import { canary } from '../support/canary.js';
import { database, described, leaksOf, person, service } from './environment.js';
import { likely, waysOf } from './ways.js';

describe('a secret that was told while the database was gone', () => {
  beforeAll(() => database.close());

  it.each(described)('ER-1: is repeated by nothing: %s', async (_where, operation, place) => {
    for (const secret of [canary(), likely(place)]) {
      const telling = { operation, place, secret };
      const ways = waysOf(telling).filter(({ name: way }) =>
        /^as (it should be|a literal|a bearer)/.test(way),
      );
      expect(await leaksOf(telling, ways)).toEqual([]);
    }
  });

  it('ER-1, ER-3: and the answer is that the service is unavailable, with nothing of the cause', async () => {
    const { errors, text } = await service.client.raw(
      'mutation ($input: LoginInput!) { login(input: $input) { tokenType } }',
      { input: { usernameOrEmail: person.email, password: person.password } },
    );
    expect(errors[0]?.extensions).toMatchObject({ code: 'SERVICE_UNAVAILABLE', status: 503 });
    expect(text).not.toMatch(/prisma|pglite|postgres|closed|SELECT|users/i);
    const { errors: closed } = await service.client.raw(
      '{ me { id } }',
      {},
      { token: person.tokens.accessToken },
    );
    expect(closed[0]?.extensions?.['code']).toBe('SERVICE_UNAVAILABLE');
  });
});
