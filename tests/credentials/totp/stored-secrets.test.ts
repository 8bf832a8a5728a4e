import { SignInWithTotpDocument } from '../../../src/generated/client/operations.js';
import { codesOf } from '../../support/outcomes.js';
import { challengeOf, decoded, type ProtectedPerson, protectedPerson } from '../../support/second-factors.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService();
}, START_LIMIT);
afterAll(() => service.stop());

const stored = ({ factorId: id }: ProtectedPerson) =>
  service.database.totpSecret.findUniqueOrThrow({ where: { id } });
const store = ({ factorId: id }: ProtectedPerson, sealed: Uint8Array<ArrayBuffer>) =>
  service.database.totpSecret.update({ where: { id }, data: { sealed } });

async function signIn(person: ProtectedPerson, code: string): Promise<string[]> {
  const challenge = await challengeOf(service.client, person);
  return codesOf(await service.client.ask(SignInWithTotpDocument, { input: { challenge, code } }));
}

it('DR-3: the secret of an app is encrypted, and signs in nobody from the row of another user', async () => {
  const [owner, thief] = [await protectedPerson(service), await protectedPerson(service)];
  const [own, stolen] = [await stored(owner), await stored(thief)];
  for (const plain of [owner.app.secret, decoded(owner.app.secret)])
    expect(Buffer.from(own.sealed).includes(plain)).toBe(false);
  // As somebody does who can write to the database, and has no key.
  await store(owner, stolen.sealed);
  expect(await signIn(owner, thief.app.next())).toEqual(['INTERNAL_SERVER_ERROR']);
  await store(owner, own.sealed);
  expect(await signIn(owner, owner.app.next())).toEqual([]);
});
