import { Duration } from '../../../src/core/duration.js';
import {
  LoginDocument,
  MySessionsDocument,
  ReauthenticateWithPasswordDocument,
} from '../../../src/generated/client/operations.js';
import { ageAuthentication, giveSecondFactor, refreshed, setLevel } from '../../support/authentication.js';
import { claimsOf } from '../../support/outcomes.js';
import { PASSWORD, type Person, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const HOUR = Duration.minutes(60);
const input = { password: PASSWORD };

async function personOfAnHourAgo(): Promise<Person> {
  const person = await registerPerson(service.client);
  await ageAuthentication(service, person.tokens.accessToken, HOUR);
  return person;
}

const rowOf = ({ tokens }: Person) =>
  service.database.session.findUniqueOrThrow({ where: { id: String(claimsOf(tokens.accessToken)['sid']) } });

describe('reauthenticateWithPassword', () => {
  it('makes the session fresh, and gives out no token', async () => {
    const person = await personOfAnHourAgo();
    const before = service.clock.now();
    const client = service.client.as(person.tokens.accessToken);
    const answer = await client.ask(ReauthenticateWithPasswordDocument, { input });
    const { authenticatedAt, ...rest } = answer.data?.reauthenticateWithPassword ?? {};
    expect(rest).toEqual({ success: true, message: 'You have confirmed that it is you', acr: 'aal1' });
    expect(Date.parse(String(authenticatedAt))).toBeGreaterThanOrEqual(before.getTime());
    expect(await rowOf(person)).toMatchObject({ level: 1, methods: ['pwd'], stepUpGeneration: 1 });
  });

  it('tells the time of the proof in the tokens of the next refresh', async () => {
    const person = await personOfAnHourAgo();
    const old = Number(claimsOf(person.tokens.accessToken)['auth_time']);
    await service.client.as(person.tokens.accessToken).run(ReauthenticateWithPasswordDocument, { input });
    const { accessToken } = await refreshed(service.client, person.tokens);
    const { auth_time, acr, amr } = claimsOf(accessToken);
    expect({ acr, amr }).toEqual({ acr: 'aal1', amr: ['pwd'] });
    expect(Number(auth_time)).toBeGreaterThanOrEqual(old);
  });

  it('refuses a wrong password, records it, and leaves the session as it was', async () => {
    const person = await personOfAnHourAgo();
    const row = await rowOf(person);
    const client = service.client.as(person.tokens.accessToken);
    const wrong = { input: { password: 'Password123?' } };
    expect(await client.refusal(ReauthenticateWithPasswordDocument, wrong)).toMatchObject({
      code: 'INVALID_CREDENTIALS',
      status: 401,
    });
    const { authenticatedAt, stepUpGeneration } = await rowOf(person);
    expect({ authenticatedAt, stepUpGeneration }).toEqual({
      authenticatedAt: row.authenticatedAt,
      stepUpGeneration: 0,
    });
    const types = await service.database.auditEvent.findMany({
      where: { userId: person.tokens.user.id, type: 'reauthentication_failed' },
    });
    expect(types).toHaveLength(1);
  });

  it('does not make both factors of a session fresh by the password alone', async () => {
    const person = await personOfAnHourAgo();
    await giveSecondFactor(service, person.tokens.user.id);
    await setLevel(service, person.tokens.accessToken, 2);
    const client = service.client.as(person.tokens.accessToken);
    for (const password of [PASSWORD, 'Password123?'])
      expect(await client.refusal(ReauthenticateWithPasswordDocument, { input: { password } })).toMatchObject(
        { code: 'STEP_UP_REQUIRED', acr: 'aal2', methods: ['PASSKEY'], enrol: false },
      );
    expect(await rowOf(person)).toMatchObject({ stepUpGeneration: 0 });
  });

  it('lifts one session, and no other of the same user', async () => {
    const person = await personOfAnHourAgo();
    const { login: other } = await service.client.run(LoginDocument, {
      input: { usernameOrEmail: person.email, password: PASSWORD },
    });
    await ageAuthentication(service, other.accessToken, HOUR);
    await service.client.as(other.accessToken).run(ReauthenticateWithPasswordDocument, { input });
    expect(await rowOf(person)).toMatchObject({ stepUpGeneration: 0 });
    const { me } = await service.client.as(person.tokens.accessToken).run(MySessionsDocument, {});
    expect(me?.sessions).toHaveLength(2);
  });
});
