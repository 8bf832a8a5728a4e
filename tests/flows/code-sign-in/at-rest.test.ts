import { systemRandomness } from '../../../src/core/randomness.js';
import {
  RegisterWithCodeDocument,
  SignInWithCodeDocument,
} from '../../../src/generated/client/operations.js';
import { type Environment, withOwnEnvironment } from '../../sessions/signing-keys/keys.js';
import { spellings } from '../../support/canary.js';
import { askForCode, codeTo } from '../../support/mailed-codes.js';
import { newcomer, registerPerson } from '../../support/people.js';
import { dumpOf } from '../../support/secret-scan.js';
import { verified } from '../reclaiming/mailboxes.js';

const OLD = systemRandomness.bytes(32);
const NEW = systemRandomness.bytes(32);
const ON = { MAILED_CODES: 'registration' };

let environment: Environment;

describe('mailed codes in the database', () => {
  withOwnEnvironment(async (own) => {
    environment = own;
  });

  it('DR-2: are in no row, and neither are their challenges', async () => {
    const service = await environment.start(ON, {});
    const { email } = await verified(service, await registerPerson(service.client));
    const signIn = await askForCode(service, email);
    const { username, email: address } = newcomer();
    const { registerWithCode: asked } = await service.client.run(RegisterWithCodeDocument, {
      input: { username, email: address },
    });
    const registration = { challenge: asked.challenge, code: await codeTo(service, address) };
    const rows = Buffer.from(await dumpOf(service.database));
    expect(rows.includes('mailed_codes: ')).toBe(true);
    for (const { challenge, code } of [signIn, registration])
      for (const secret of [code, code.replace('-', ''), challenge])
        expect(spellings(secret).filter((form) => rows.includes(form))).toEqual([]);
    await environment.stop(service);
  });

  it('CK-5: work on after a new AUTH_SECRET, beside the one before', async () => {
    const first = await environment.start(ON, { authSecret: OLD });
    const { email, tokens } = await verified(first, await registerPerson(first.client));
    const input = await askForCode(first, email);
    await environment.stop(first);
    const second = await environment.start(ON, { authSecret: NEW, previousAuthSecret: OLD });
    const { signInWithCode } = await second.client.run(SignInWithCodeDocument, { input });
    expect(signInWithCode.user.id).toBe(tokens.user.id);
    const next = await askForCode(second, email);
    await environment.stop(second);
    const third = await environment.start(ON, { authSecret: NEW });
    expect((await third.client.run(SignInWithCodeDocument, { input: next })).signInWithCode.user.id).toBe(
      tokens.user.id,
    );
    await environment.stop(third);
  });
});
