import {
  DeleteAccountDocument,
  ExportMyDataDocument,
  MeDocument,
  RegisterDocument,
  UpdateProfileDocument,
} from '../../../src/generated/client/operations.js';
import { newcomer, PASSWORD, type Person, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const nameOf = async ({ tokens }: Person) =>
  (await service.client.as(tokens.accessToken).run(MeDocument, {})).me?.displayName;
const rename = ({ tokens }: Person, displayName: string | null) =>
  service.client.ask(UpdateProfileDocument, { input: { displayName } }, { token: tokens.accessToken });
const shownAs = async (displayName: string) =>
  (await registerPerson(service.client, { displayName })).tokens.user.displayName;

/** Of what people from everywhere are called, in the form that is stored. */
const GOOD = [
  'Ada Lovelace',
  '李小龍',
  'محمد بن موسى',
  'بهار\u200cنو',
  "Conan O'Brien, Jr.",
  '👩‍👩‍👧 the three',
  '7',
  '𝒜'.repeat(64),
];
const BAD: readonly (readonly [string, string])[] = [
  ['is too long by one code point', '𝒜'.repeat(65)],
  ['has two lines', 'Ada\nLovelace'],
  ['has a separator of lines', 'Ada\u2028Lovelace'],
  ['has a control character', 'Ada\u0007'],
  ['has a byte that the database cannot store', 'Ada\u0000'],
  ['reverses the text after it', 'Ada \u202egnp.exe'],
  ['isolates a direction', '\u2067Ada\u2069'],
  ['shows nothing', '\u200b\u2060\u3164'],
];

describe('the display name', () => {
  it('is null until the user sets one', async () => {
    const person = await registerPerson(service.client);
    expect(person.tokens.user.displayName).toBeNull();
    await rename(person, 'Ada');
    expect(await nameOf(person)).toBe('Ada');
  });

  it.each(GOOD)('may be %s', async (displayName) => {
    expect(await shownAs(displayName)).toBe(displayName);
  });

  it('is trimmed and composed, and two users may have the same', async () => {
    expect(await shownAs(' \u3000Ame\u0301lie\u00a0 ')).toBe('Amélie');
    expect(await shownAs('Amélie')).toBe('Amélie');
  });

  it.each(BAD)('is refused if it %s', async (_case, displayName) => {
    const person = await registerPerson(service.client, { displayName: 'Ada' });
    const field = expect.objectContaining({ field: 'displayName', rule: 'isDisplayName' });
    expect((await rename(person, displayName)).errors[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [field],
    });
    const { errors } = await service.client.ask(RegisterDocument, { input: newcomer({ displayName }) });
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [field] });
    expect(await nameOf(person)).toBe('Ada');
  });

  it('stays where null is given, and is removed by an empty text', async () => {
    const person = await registerPerson(service.client, { displayName: 'Ada' });
    await rename(person, null);
    expect(await nameOf(person)).toBe('Ada');
    for (const nothing of ['  ', '']) {
      expect((await rename(person, nothing)).data?.updateProfile.user.displayName).toBeNull();
      expect(await nameOf(person)).toBeNull();
    }
    const events = await service.database.auditEvent.findMany({
      where: { userId: person.tokens.user.id, type: 'profile_updated' },
    });
    expect(events.map(({ metadata }) => metadata)).toEqual([{ fields: ['displayName'] }]);
    expect(await shownAs('')).toBeNull();
  });

  it('is in the export of the user’s data, and goes with the account', async () => {
    const person = await registerPerson(service.client, { displayName: 'Ada Lovelace' });
    const mine = service.client.as(person.tokens.accessToken);
    const { exportMyData } = await mine.run(ExportMyDataDocument, {});
    expect(exportMyData).toMatchObject({ account: { displayName: 'Ada Lovelace' } });
    await mine.run(DeleteAccountDocument, { input: { password: PASSWORD } });
    expect(await service.database.user.count({ where: { id: person.tokens.user.id } })).toBe(0);
  });
});
