import { Duration } from '../../../src/core/duration.js';
import {
  RemoveTotpDocument,
  ReplaceRecoveryCodesDocument,
} from '../../../src/generated/client/operations.js';
import { codesOf } from '../../support/outcomes.js';
import {
  enrol,
  type ProtectedPerson,
  protectedPerson,
  signInWithRecoveryCode,
  signInWithTotp,
} from '../../support/second-factors.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';

/** More than the clocks of instances differ. */
const A_WHILE = Duration.minutes(6);
const DAY = Duration.minutes(24 * 60);

let service: TestService;
beforeAll(async () => {
  service = await startService();
}, START_LIMIT);
afterAll(() => service.stop());

const remove = (token: string, id: string, recoveryCode: string | null = null) =>
  service.client.ask(RemoveTotpDocument, { input: { id, recoveryCode } }, { token });
const isStored = async (id: string) => (await service.database.totpSecret.count({ where: { id } })) === 1;

/** A thief of the password and of one recovery code adds an app, and signs in anew with it. */
async function robbed() {
  const person: ProtectedPerson = await protectedPerson(service);
  service.clock.advance(A_WHILE);
  const recovered = await signInWithRecoveryCode(service.client, person);
  const added = await enrol(service.client.as(recovered.accessToken), service.clock, 'Of the thief');
  const thief = { ...person, app: added.app };
  const { accessToken: token } = await signInWithTotp(service.client, thief);
  return { person, thief, addedId: added.factorId, token };
}

describe('a thief of one recovery code', () => {
  it('removes no factor of the owner at once with codes made since, and uses none of them up', async () => {
    const { person, token } = await robbed();
    const { replaceRecoveryCodes } = await service.client.run(ReplaceRecoveryCodesDocument, {}, { token });
    const [code = ''] = replaceRecoveryCodes.recoveryCodes;
    const input = { id: person.factorId, recoveryCode: code };
    expect(await service.client.as(token).refusal(RemoveTotpDocument, { input })).toMatchObject({
      code: 'FORBIDDEN',
      reason: 'recoveryCodeTooNew',
    });
    expect(await isStored(person.factorId)).toBe(true);
    expect(await service.database.recoveryCode.count({ where: { userId: person.tokens.user.id } })).toBe(10);
    const { data } = await remove(token, person.factorId);
    expect(data?.removeTotp.removedAt).not.toBeNull();
  });

  it('nor with a code made while it was signed in, after the owner has used one too', async () => {
    const { person, token } = await robbed();
    const { replaceRecoveryCodes } = await service.client.run(ReplaceRecoveryCodesDocument, {}, { token });
    const [code = '', other = ''] = replaceRecoveryCodes.recoveryCodes;
    service.clock.advance(A_WHILE);
    const again = await signInWithRecoveryCode(service.client, { ...person, recoveryCodes: [other] });
    expect(codesOf(await remove(again.accessToken, person.factorId, code))).toEqual(['FORBIDDEN']);
    expect(await isStored(person.factorId)).toBe(true);
  });

  it('waits too in a session from before a later code, such as one of the owner', async () => {
    const { person, token } = await robbed();
    service.clock.advance(A_WHILE);
    await signInWithRecoveryCode(service.client, person);
    const { data } = await remove(token, person.factorId);
    expect(data?.removeTotp.removedAt).not.toBeNull();
    expect(await isStored(person.factorId)).toBe(true);
  });

  it('waits for as long as codes are used less than a day after each other', async () => {
    const { person, thief } = await robbed();
    service.clock.advance(Duration.minutes(23 * 60));
    const between = await signInWithTotp(service.client, thief);
    service.clock.advance(A_WHILE);
    await signInWithRecoveryCode(service.client, person);
    const early = await remove(between.accessToken, person.factorId);
    expect(early.data?.removeTotp.removedAt).not.toBeNull();
    service.clock.advance(Duration.minutes(23 * 60));
    const { accessToken } = await signInWithTotp(service.client, thief);
    const late = await remove(accessToken, person.factorId);
    expect(late.data?.removeTotp.removedAt).not.toBeNull();
    expect(await isStored(person.factorId)).toBe(true);
  });
});

describe('the owner', () => {
  it('removes the app of a thief at once, with a code of their own alone', async () => {
    const { person, addedId } = await robbed();
    service.clock.advance(A_WHILE);
    const owner = await signInWithRecoveryCode(service.client, person);
    const { data } = await remove(owner.accessToken, addedId);
    expect(data?.removeTotp.removedAt).toBeNull();
    expect(await isStored(addedId)).toBe(false);
  });

  it('removes a lost app at once with a code of the sheet from before, after a day of other codes too', async () => {
    const person = await protectedPerson(service);
    service.clock.advance(A_WHILE);
    await signInWithRecoveryCode(service.client, person);
    service.clock.advance(DAY);
    const { accessToken: between } = await signInWithTotp(service.client, person);
    const { replaceRecoveryCodes } = await service.client.run(
      ReplaceRecoveryCodesDocument,
      {},
      { token: between },
    );
    service.clock.advance(A_WHILE);
    const recoveryCodes = [...replaceRecoveryCodes.recoveryCodes];
    const { accessToken } = await signInWithRecoveryCode(service.client, { ...person, recoveryCodes });
    const added = await enrol(service.client.as(accessToken), service.clock, 'New phone');
    const code = recoveryCodes[0] ?? '';
    expect((await remove(accessToken, person.factorId, code)).data?.removeTotp.removedAt).toBeNull();
    expect(await isStored(person.factorId)).toBe(false);
    expect(await isStored(added.factorId)).toBe(true);
  });

  it('needs no code in a session from before the first code of the day', async () => {
    const person = await protectedPerson(service);
    await signInWithRecoveryCode(service.client, person);
    service.clock.advance(DAY);
    const { accessToken } = await signInWithTotp(service.client, person);
    service.clock.advance(A_WHILE);
    await signInWithRecoveryCode(service.client, person);
    expect((await remove(accessToken, person.factorId)).data?.removeTotp.removedAt).toBeNull();
  });
});
