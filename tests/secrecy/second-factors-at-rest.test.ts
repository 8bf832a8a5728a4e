import {
  SignInWithTotpDocument,
  StartPasskeyRegistrationDocument,
  StartTotpEnrolmentDocument,
} from '../../src/generated/client/operations.js';
import { operatorCode } from '../support/administrator-factors.js';
import { appointedAdministrator } from '../support/administrators.js';
import { spellings } from '../support/canary.js';
import { beginSignIn, personWithPasskey } from '../support/passkeys.js';
import { challengeOf, decoded, protectedPerson, signInWithTotp } from '../support/second-factors.js';
import { dumpOf } from '../support/secret-scan.js';
import { START_LIMIT, startService, type TestService } from '../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService();
}, START_LIMIT);
afterAll(() => service.stop());

const challengeIn = (options: unknown) => (options as { challenge: string }).challenge;

/** Every secret of second factors, while the database has a row for each. */
async function secrets(): Promise<Readonly<Record<string, readonly (string | Buffer)[]>>> {
  const { client } = service;
  const person = await protectedPerson(service);
  const step = {
    challenge: await challengeOf(client, person),
    code: person.app.next(),
    rememberDevice: true,
  };
  const { signInWithTotp: opened } = await client.run(SignInWithTotpDocument, { input: step });
  const own = client.as((await signInWithTotp(client, person)).accessToken);
  const { startTotpEnrolment: begun } = await own.run(StartTotpEnrolmentDocument, {
    input: { name: 'Tablet' },
  });
  const { startPasskeyRegistration: adding } = await own.run(StartPasskeyRegistrationDocument, {});
  const signingIn = await beginSignIn(client);
  const keeper = await personWithPasskey(client);
  const second = await beginSignIn(client, await challengeOf(client, keeper));
  const nonces = [adding.options, signingIn.options, second.options].map(challengeIn);
  return {
    'the secret of an app': [person.app.secret, decoded(person.app.secret)],
    'the secret of an app that waits': [begun.secret, decoded(begun.secret)],
    'a recovery code': person.recoveryCodes.flatMap((code) => [code, code.replaceAll('-', '')]),
    'a challenge': [adding, signingIn, second].flatMap(({ challenge }) => bytesAndText(challenge)),
    'what a passkey signs': nonces.flatMap(bytesAndText),
    'the token of a trusted device': bytesAndText(opened.trustedDevice ?? ''),
    'an enrolment code': bytesAndText(await operatorCode(service, await appointedAdministrator(service))),
  };
}

function bytesAndText(text: string): (string | Buffer)[] {
  return [text, Buffer.from(text, 'base64url')];
}

it('DR-2: the database has no secret of a second factor, in no spelling', async () => {
  const all = await secrets();
  const dump = await dumpOf(service.database);
  const rows = Buffer.from(dump);
  for (const table of ['totp_secrets', 'recovery_codes', 'challenges', 'trusted_devices', 'one_time_tokens'])
    expect(dump).toContain(`${table}: `);
  for (const [name, texts] of Object.entries(all)) {
    expect(texts.every((text) => text.length >= 20)).toBe(true);
    expect([name, texts.filter((text) => spellings(text).some((form) => rows.includes(form)))]).toEqual([
      name,
      [],
    ]);
  }
});
