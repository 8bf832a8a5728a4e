import {
  LoginDocument,
  MeDocument,
  UpdateProfileDocument,
  type UpdateProfileInput,
} from '../../../src/generated/client/operations.js';
import { outcomesAtOnce, times } from '../../support/outcomes.js';
import { PASSWORD, type Person, registerPerson, uniqueName } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const update = ({ tokens }: Person, input: UpdateProfileInput) =>
  service.client.ask(UpdateProfileDocument, { input }, { token: tokens.accessToken });
const metadataOf = async ({ tokens }: Person) =>
  (
    await service.database.auditEvent.findMany({
      where: { userId: tokens.user.id, type: 'profile_updated' },
      orderBy: { id: 'asc' },
    })
  ).map(({ metadata }) => metadata);

describe('updateProfile', () => {
  it('changes what is given, and says on record what it was, never its values', async () => {
    const person = await registerPerson(service.client);
    const username = uniqueName();
    const { data } = await update(person, { username });
    expect(data?.updateProfile).toEqual({
      success: true,
      message: 'Your profile has been updated',
      user: { ...person.tokens.user, username },
    });
    await update(person, { languageCode: 'pt-BR' });
    const again = uniqueName();
    await update(person, { username: again, languageCode: 'de' });
    const { me } = await service.client.as(person.tokens.accessToken).run(MeDocument, {});
    expect(me).toMatchObject({ username: again, languageCode: 'de', email: person.email });
    expect(await metadataOf(person)).toEqual([
      { fields: ['username'] },
      { fields: ['languageCode'] },
      { fields: ['username', 'languageCode'] },
    ]);
    const login = (usernameOrEmail: string) =>
      service.client.ask(LoginDocument, { input: { usernameOrEmail, password: PASSWORD } });
    expect((await login(again)).errors).toEqual([]);
    expect((await login(person.username)).errors).toHaveLength(1);
  });

  it('changes nothing where nothing is given, or nothing new', async () => {
    const person = await registerPerson(service.client);
    for (const input of [{}, { username: null, languageCode: null }, { username: person.username }])
      expect((await update(person, input)).data?.updateProfile.user).toEqual(person.tokens.user);
    expect(await metadataOf(person)).toEqual([]);
  });

  it('may change the case of a username alone', async () => {
    const person = await registerPerson(service.client);
    const username = person.username.toUpperCase();
    expect((await update(person, { username })).data?.updateProfile.user.username).toBe(username);
  });

  it('REG-7: refuses a username that is taken, whatever its case, and changes nothing else then', async () => {
    const [person, other] = [await registerPerson(service.client), await registerPerson(service.client)];
    const { errors } = await update(person, { username: other.username.toUpperCase(), languageCode: 'de' });
    expect(errors[0]?.extensions).toMatchObject({
      code: 'USERNAME_TAKEN',
      status: 409,
      fields: [{ field: 'username', rule: 'taken' }],
    });
    const { me } = await service.client.as(person.tokens.accessToken).run(MeDocument, {});
    expect(me).toEqual(person.tokens.user);
    expect(await metadataOf(person)).toEqual([]);
  });

  it('reports every problem in one answer, and changes nothing then', async () => {
    const [person, other] = [await registerPerson(service.client), await registerPerson(service.client)];
    const { errors } = await update(person, { username: other.username, languageCode: 'not a tag' });
    expect(errors[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [
        { field: 'languageCode', rule: 'isLanguageTag' },
        { field: 'username', rule: 'taken', message: 'User name already exists' },
      ],
    });
    const { me } = await service.client.as(person.tokens.accessToken).run(MeDocument, {});
    expect(me).toEqual(person.tokens.user);
  });

  it('REG-7: gives a username to one, of 16 who want it at once', async () => {
    const people = await Promise.all(times(16, 0).map(() => registerPerson(service.client)));
    const username = uniqueName();
    const { won, codes } = await outcomesAtOnce(16, (index) =>
      update(people[index] as Person, { username: index % 2 ? username : username.toUpperCase() }),
    );
    expect(won).toHaveLength(1);
    expect(codes).toEqual(times(15, 'USERNAME_TAKEN'));
  });
});
