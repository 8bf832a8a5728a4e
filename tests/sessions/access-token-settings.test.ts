import { readConfig } from '../../src/app/config.js';
import {
  IntrospectTokenDocument,
  LoginDocument,
  MeDocument,
  VerifyEmailDocument,
} from '../../src/generated/client/operations.js';
import { createServiceKey } from '../support/administrators.js';
import { claimsOf } from '../support/forgery.js';
import { type Person, registerPerson } from '../support/people.js';
import { PUBLIC_URL, START_LIMIT, startService, type TestService } from '../support/service.js';
import { startTwoInstances } from '../support/two-instances.js';

const ORDERS = 'https://orders.example.com';
const BILLING = 'urn:billing';

async function login({ client }: TestService, person: Person): Promise<string> {
  const input = { usernameOrEmail: person.username, password: person.password };
  return (await client.run(LoginDocument, { input })).login.accessToken;
}

async function verifyEmail({ client, mailbox }: TestService, { email }: Person): Promise<void> {
  await client.run(VerifyEmailDocument, { input: { token: await mailbox.token(email, 1, 'verify-email') } });
}

async function introspect({ client }: TestService, secret: string, token: string) {
  const headers = { 'latchkey-service-key': secret };
  return (await client.run(IntrospectTokenDocument, { input: { token } }, { headers })).introspectToken;
}

describe('ACCESS_TOKEN_CLAIMS and ACCESS_TOKEN_AUDIENCE', () => {
  let service: TestService;
  let key: string;
  beforeAll(async () => {
    service = await startService({
      env: {
        ACCESS_TOKEN_CLAIMS: 'email, username, language',
        ACCESS_TOKEN_AUDIENCE: `${ORDERS},${BILLING}`,
      },
    });
    key = (await createServiceKey(service)).secret;
  }, START_LIMIT);
  afterAll(() => service.stop());

  it('put what they name into access tokens, and tell introspection the same', async () => {
    const person = await registerPerson(service.client, { languageCode: 'de' });
    await verifyEmail(service, person);
    const token = await login(service, person);
    const profile = { email: person.email, username: person.username, language: 'de' };
    expect(claimsOf(token)).toMatchObject({ ...profile, aud: [ORDERS, BILLING] });
    expect(await introspect(service, key, token)).toMatchObject({ ...profile, aud: [ORDERS, BILLING] });
  });

  it('never tell an email that is not verified: it must not identify anybody elsewhere', async () => {
    const person = await registerPerson(service.client);
    const token = await login(service, person);
    expect(Object.keys(claimsOf(token))).not.toContain('email');
    expect((await introspect(service, key, token)).email).toBeNull();
    await verifyEmail(service, person);
    // The token says what was true when it was issued; introspection says what is true now.
    expect((await introspect(service, key, token)).email).toBe(person.email);
  });

  it('leave the tokens good for the service itself', async () => {
    const { tokens } = await registerPerson(service.client);
    const { me } = await service.client.as(tokens.accessToken).run(MeDocument, {});
    expect(me?.id).toBe(tokens.user.id);
  });
});

it('ACCESS_TOKEN_AUDIENCE is changed one instance after the other, without refusing a token', async () => {
  const settings = [{}, { ACCESS_TOKEN_AUDIENCE: `${PUBLIC_URL} ${ORDERS}` }];
  const instances = await startTwoInstances({}, async () => ({}), settings);
  const { one, other } = instances;
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    const { tokens } = await registerPerson(from.client);
    expect((await to.client.as(tokens.accessToken).run(MeDocument, {})).me?.id).toBe(tokens.user.id);
  }
  await instances.stop();
});

describe('the settings of access tokens', () => {
  const problemOf = (name: string, value: string) => {
    try {
      readConfig({ [name]: value });
      return null;
    } catch (error) {
      return String(error);
    }
  };

  it('name no claims and the issuer, unless told otherwise', () => {
    expect(readConfig({})).toMatchObject({ accessTokenClaims: [], accessTokenAudiences: null });
  });

  it.each([
    ['ACCESS_TOKEN_CLAIMS', 'email,phone'],
    ['ACCESS_TOKEN_CLAIMS', 'Email'],
    ['ACCESS_TOKEN_CLAIMS', 'toString'],
    ['ACCESS_TOKEN_AUDIENCE', ',,'],
    ['ACCESS_TOKEN_AUDIENCE', `${ORDERS}/ä`],
    ['ACCESS_TOKEN_AUDIENCE', `${ORDERS}/${'x'.repeat(1000)}`],
    ['ACCESS_TOKEN_AUDIENCE', `${ORDERS},http://localhost:4000/refresh`],
  ])('are refused at start: %s=%s', (name, value) => {
    expect(problemOf(name, value)).toContain(name);
    expect(problemOf(name, value)).not.toContain(value);
  });
});
