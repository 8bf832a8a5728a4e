import type { GraphQLFormattedError } from 'graphql';
import { unansweredSchema } from '../../../src/app/printed-schema.js';
import { operationDeclarations } from '../../../src/app/registers.js';
import { Duration } from '../../../src/core/duration.js';
import { ReauthenticateWithPasswordDocument } from '../../../src/generated/client/operations.js';
import { freshOperations } from '../../../src/platform/graphql/fresh.js';
import { appointedAdministrator } from '../../support/administrators.js';
import { untilUsed } from '../../support/aged-sessions.js';
import { ageAuthentication, refreshed } from '../../support/authentication.js';
import { everyOperation, fittingVariables, type Operation } from '../../support/every-operation.js';
import { PASSWORD, registerPerson } from '../../support/people.js';
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
  { names: /^renamePasskey$/, because: 'A name opens nothing.' },
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

/** The session of somebody who may do it, and whose proof is a minute too old for it. */
async function staleSession({ name, isAdminOnly }: Operation) {
  const person = isAdminOnly ? await appointedAdministrator(service) : await registerPerson(service.client);
  const within = FRESH.get(name)?.within ?? Duration.minutes(0);
  await ageAuthentication(service, person.tokens.accessToken, Duration.minutes(within.seconds / 60 + 1));
  return person.tokens;
}

describe('an operation that a stolen session alone must not do', () => {
  it.each(OPERATIONS.map((operation) => [operation.name, operation] as const))(
    'is refused without a fresh proof, and changes nothing: %s',
    async (_name, operation) => {
      const tokens = await staleSession(operation);
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
        status: 401,
        acr: 'aal1',
        maxAge: within?.seconds,
        methods: ['PASSWORD'],
        enrol: false,
      });
      expect(refused.headers.get('www-authenticate')).toBe(
        `Bearer error="insufficient_user_authentication", acr_values="aal1", max_age=${within?.seconds}`,
      );
      expect(await everyRow()).toEqual(before);

      const input = { password: PASSWORD };
      const client = service.client.as(tokens.accessToken);
      await client.run(ReauthenticateWithPasswordDocument, { input });
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

  it('declares that it fails with STEP_UP_REQUIRED', () => {
    const lacking = [...FRESH.keys()].filter(
      (name) => !operationDeclarations[name]?.throws.includes('STEP_UP_REQUIRED'),
    );
    expect(lacking).toEqual([]);
  });
});
