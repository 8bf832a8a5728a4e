import type { GraphQLFormattedError } from 'graphql';
import { unansweredSchema } from '../../../src/app/printed-schema.js';
import { Duration } from '../../../src/core/duration.js';
import {
  ReauthenticateWithPasswordDocument,
  ReauthenticateWithTotpDocument,
} from '../../../src/generated/client/operations.js';
import { freshOperations } from '../../../src/platform/graphql/fresh.js';
import { appointedAdministrator } from '../../support/administrators.js';
import { untilUsed } from '../../support/aged-sessions.js';
import { ageAuthentication, refreshed } from '../../support/authentication.js';
import { everyOperation, fittingVariables, type Operation } from '../../support/every-operation.js';
import { PASSWORD, registerPerson, type Tokens } from '../../support/people.js';
import { protectedPerson, signInWithTotp } from '../../support/second-factors.js';
import { startService, type TestService } from '../../support/service.js';

const schema = await unansweredSchema();
const FRESH = freshOperations(schema);
const OPERATIONS = everyOperation(schema).filter(({ name }) => FRESH.has(name));

/** A mutation that speaks of a factor and needs no fresh session, and why. */
const FREE: readonly { readonly names: RegExp; readonly because: string }[] = [
  { names: /^(signInWith|startPasskeySignIn$)/, because: 'It opens a session, and proves who the user is.' },
  {
    names: /^(reauthenticateWith|startPasskeyReauthentication$)/,
    because: 'It makes a session fresh.',
  },
  {
    names: /^(confirmTotpEnrolment|addPasskey)$/,
    because: 'It ends what a fresh session has begun, and proves the new factor.',
  },
  { names: /^rename(Passkey|Totp)$/, because: 'A name opens nothing.' },
  { names: /^cancelFactorRemoval$/, because: 'It keeps a factor, by the token of a mailed link.' },
  { names: /^forgetTrustedDevices$/, because: 'It takes trust away: getting a thief out must be easy.' },
];

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

/** The worker deletes each mail that it has sent, whatever the test does. */
async function untilMailed(): Promise<void> {
  for (let tries = 0; tries < 500 && (await service.database.outboxMail.count()) > 0; tries++)
    await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Every table as it is now. A refusal must leave it so. */
async function everyRow(): Promise<unknown> {
  const tables = await service.database.rows<{ name: string }>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`;
  const rows: Record<string, unknown> = {};
  for (const { name } of tables)
    rows[name] = await service.database.$queryRawUnsafe(
      `SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM "${name}" t`,
    );
  return rows;
}

const codesOf = (errors: readonly GraphQLFormattedError[]) =>
  errors.map(({ extensions }) => extensions?.['code']);

interface StaleSession {
  readonly tokens: Tokens;
  /** What the refusal asks for. */
  readonly lacks: { readonly acr: string; readonly methods: readonly string[] };
  readonly stepUp: () => Promise<unknown>;
}

/** The session of somebody who may do it, and whose proof is a minute too old for it. */
async function staleSession(operation: Operation): Promise<StaleSession> {
  const { within, level } = FRESH.get(operation.name) ?? {};
  const session = level === 2 ? await ofTwoFactors() : await ofOneFactor(operation);
  const age = Duration.seconds((within?.seconds ?? 0) + 60);
  await ageAuthentication(service, session.tokens.accessToken, age);
  return session;
}

async function ofOneFactor({ isAdminOnly }: Operation): Promise<StaleSession> {
  const { tokens } = isAdminOnly
    ? await appointedAdministrator(service)
    : await registerPerson(service.client);
  const client = service.client.as(tokens.accessToken);
  return {
    tokens,
    lacks: { acr: 'aal1', methods: ['PASSWORD'] },
    stepUp: () => client.run(ReauthenticateWithPasswordDocument, { input: { password: PASSWORD } }),
  };
}

async function ofTwoFactors(): Promise<StaleSession> {
  const person = await protectedPerson(service);
  const { refreshToken, ...tokens } = await signInWithTotp(service.client, person);
  const client = service.client.as(tokens.accessToken);
  return {
    tokens: { ...tokens, refreshToken: String(refreshToken) },
    lacks: { acr: 'aal2', methods: ['TOTP'] },
    stepUp: () => client.run(ReauthenticateWithTotpDocument, { input: { code: person.app.next() } }),
  };
}

describe('an operation that a stolen session alone must not do', () => {
  it.each(OPERATIONS.map((operation) => [operation.name, operation] as const))(
    'is refused without a fresh proof, and changes nothing: %s',
    async (_name, operation) => {
      const { tokens, lacks, stepUp } = await staleSession(operation);
      const variables = fittingVariables(operation.args);
      const ask = (token: string) => service.client.raw(operation.document, variables, { token });
      await service.client.raw('{ me { id } }', {}, { token: tokens.accessToken });
      await untilUsed(service.database, tokens.accessToken);
      await untilMailed();
      const before = await everyRow();

      const refused = await ask(tokens.accessToken);
      expect(codesOf(refused.errors)).toEqual(['STEP_UP_REQUIRED']);
      const { within } = FRESH.get(operation.name) ?? {};
      expect(refused.errors[0]?.extensions).toMatchObject({
        ...lacks,
        status: 401,
        maxAge: within?.seconds,
        enrol: false,
      });
      expect(refused.headers.get('www-authenticate')).toBe(
        `Bearer error="insufficient_user_authentication", acr_values="${lacks.acr}", max_age=${within?.seconds}`,
      );
      expect(await everyRow()).toEqual(before);

      await stepUp();
      // A thief who has the old token gains nothing by the step-up of its owner.
      expect(codesOf((await ask(tokens.accessToken)).errors)).toEqual(['STEP_UP_REQUIRED']);
      const { accessToken } = await refreshed(service.client, tokens);
      expect(codesOf((await ask(accessToken)).errors)).not.toContain('STEP_UP_REQUIRED');
    },
  );

  it('is each mutation of administrators, and each that changes how somebody signs in', () => {
    const mutations = everyOperation(schema).filter(({ kind }) => kind === 'mutation');
    const reserved = mutations.filter(({ isAdminOnly }) => isAdminOnly).map(({ name }) => name);
    expect(reserved.filter((name) => !FRESH.has(name))).toEqual([]);
    for (const name of ['changePassword', 'requestEmailChange', 'deleteAccount', 'exportMyData'])
      expect([...FRESH.keys()]).toContain(name);
    for (const name of ['logout', 'revokeOtherSessions', 'revokeSession'])
      expect([...FRESH.keys()]).not.toContain(name);
  });

  it('is each mutation whose name speaks of a factor', () => {
    const lacking = everyOperation(schema)
      .filter(({ kind, name }) => kind === 'mutation' && !FRESH.has(name))
      .map(({ name }) => name)
      .filter((name) => /totp|passkey|factor|recoverycode|trusteddevice|authenticator/i.test(name))
      .filter((name) => !FREE.some(({ names }) => names.test(name)));
    expect(lacking).toEqual([]);
  });
});
