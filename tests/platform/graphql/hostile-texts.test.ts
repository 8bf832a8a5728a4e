import type { GraphQLSchema } from 'graphql';
import { unansweredSchema } from '../../../src/app/printed-schema.js';
import { MeDocument } from '../../../src/generated/client/operations.js';
import { appointedAdministrator } from '../../support/administrators.js';
import type { Answer } from '../../support/client.js';
import {
  everyOperation,
  fittingVariables,
  type Operation,
  type Place,
  put,
  textPlaces,
} from '../../support/every-operation.js';
import { PASSWORD, type Person, registerPerson } from '../../support/people.js';
import { sendRaw } from '../../support/raw-http.js';
import { client, codeIn, engine, requestedToken, service } from '../../support/watched-service.js';

const schema: GraphQLSchema = await unansweredSchema();

describe('what is submitted', () => {
  const operations = everyOperation(schema);
  let administrator: Person;
  beforeAll(async () => {
    administrator = await appointedAdministrator(service);
  });

  const HOSTILE: Readonly<Record<string, string>> = {
    NUL: 'a\u0000b',
    'a high surrogate': 'a\ud800',
    'a low surrogate': '\udc00a',
    'a turned writing direction': 'abc\u202edcba',
    'a zero-width space': 'us\u200ber@example.org',
    'a character that is none': 'a\uffff',
    'CR and LF': 'a@example.org\r\nBcc: b@example.org',
    SQL: `'; DROP TABLE users; --`,
    'a pattern': '%_%',
    'a template': '{{username}}<%= 7 %>',
    prototype: '__proto__.polluted',
    '90 kB': 'x'.repeat(90 * 1024),
    '30 kB of astral characters': '\u{1F600}'.repeat(7_500),
  };

  /** An opaque text, of which a keyed hash is kept, and what finds nobody: any will do, if it is not too long. */
  const mayTakeAnything = ({ name }: Operation, place: Place) =>
    place.at(-1) === 'deviceFingerprint' ||
    // A spoilt one is as good as none: it must keep nobody out.
    place.at(-1) === 'deviceToken' ||
    place.at(-1) === 'trustedDevice' ||
    // A wrong one links nothing, and the sign-in is good.
    place.at(-1) === 'linkChallenge' ||
    place.at(-1) === 'replaces' ||
    // Read only where the user needs one.
    place.at(-1) === 'enrolmentCode' ||
    // Free text, which is shown as it is.
    place.at(-1) === 'displayName' ||
    (name === 'startTotpEnrolment' && place.at(-1) === 'name') ||
    name === 'user' ||
    name === 'passwordResetLink' ||
    name === 'node' ||
    (name === 'users' && place.at(-1) === 'search');

  /** Variables that come as far as they can. */
  async function livingVariables({ name, args }: Operation, place: Place, someone: Person) {
    const variables = fittingVariables(args);
    if (name === 'login') return put(variables, ['input', 'usernameOrEmail'], someone.email);
    if (name === 'resetPassword' && place.at(-1) !== 'token')
      return put(variables, ['input', 'token'], await requestedToken(await registerPerson(client)));
    return variables;
  }

  it.each(Object.keys(HOSTILE))(
    'REG-12: with %s in any text of any operation is the client’s mistake, never an unexpected error',
    async (name) => {
      const hostile = HOSTILE[name] ?? '';
      const { accessToken } = administrator.tokens;
      const told = operations.flatMap((operation) =>
        textPlaces(operation.args).map(async (place) => {
          const variables = put(await livingVariables(operation, place, administrator), place, hostile);
          const token = operation.isPublic ? undefined : accessToken;
          const answer = await client.raw(operation.document, variables, { token });
          const problem = hostileProblem(answer, mayTakeAnything(operation, place));
          return problem ? [`${operation.name} ${place.join('.')}: ${problem}`] : [];
        }),
      );
      expect((await Promise.all(told)).flat()).toEqual([]);
      expect(codeIn(await client.ask(MeDocument, {}, { token: accessToken }))).toBe('accepted');
    },
  );

  function hostileProblem({ status, errors, text }: Answer<unknown>, mayPass: boolean): string | undefined {
    if (status >= 500 || errors.some(({ extensions }) => Number(extensions?.['status']) >= 500))
      return text.slice(0, 200);
    return errors.length === 0 && !mayPass ? 'was accepted' : undefined;
  }

  it('LOG-8: holds its secrets in the body: a mutation in an address is refused', async () => {
    const someone = await registerPerson(client);
    engine.forget();
    const query = `mutation { login(input: { usernameOrEmail: "${someone.username}", password: "${PASSWORD}" }) { tokenType } }`;
    const { status } = await sendRaw(`${client.url}?${new URLSearchParams({ query })}`, {
      method: 'GET',
      headers: { 'apollo-require-preflight': '1' },
    });
    expect(status).toBe(405);
    expect(engine.verifications).toEqual([]);
    expect(service.log.text).not.toContain(PASSWORD);
  });
});
