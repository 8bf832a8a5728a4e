import { Duration } from '../../../src/core/duration.js';
import {
  RequestSignInCodeDocument,
  SignInWithCodeDocument,
} from '../../../src/generated/client/operations.js';
import { askForCode, CODES_ON, codesTo, signInByCode, wrongFor } from '../../support/mailed-codes.js';
import { codesOf } from '../../support/outcomes.js';
import { registerPerson } from '../../support/people.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';
import { verified } from '../reclaiming/mailboxes.js';

const HOUR = Duration.minutes(60);

async function limited(): Promise<TestService> {
  return startService({ env: { ...CODES_ON, RATE_LIMITS: 'on' } });
}

async function personOf(service: TestService) {
  return verified(service, await registerPerson(service.client));
}

const request = ({ client }: TestService, email: string, deviceToken: string | null = null) =>
  client.ask(RequestSignInCodeDocument, { input: { email, deviceToken } });

describe('requests for codes', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await limited();
  }, START_LIMIT);
  afterAll(() => service.stop());

  it('of strangers are refused beyond three an hour, by mailbox', async () => {
    const { email } = await personOf(service);
    for (let count = 0; count < 3; count++) expect(codesOf(await request(service, email))).toEqual([]);
    expect(codesOf(await request(service, email.toUpperCase()))).toEqual(['RATE_LIMITED']);
    service.clock.advance(HOUR);
    expect(codesOf(await request(service, email))).toEqual([]);
  });

  it('of a known device work whatever strangers do', async () => {
    const { email, tokens } = await personOf(service);
    for (let count = 0; count < 3; count++) await askForCode(service, email);
    expect(codesOf(await request(service, email))).toEqual(['RATE_LIMITED']);
    const { challenge, code } = await askForCode(service, email, { deviceToken: tokens.deviceToken });
    const input = { challenge, code, deviceToken: tokens.deviceToken };
    expect(codesOf(await service.client.ask(SignInWithCodeDocument, { input }))).toEqual([]);
  });

  it('of a known device are refused beyond three an hour', async () => {
    const { email, tokens } = await personOf(service);
    const { deviceToken } = tokens;
    for (let count = 0; count < 3; count++) await askForCode(service, email, { deviceToken });
    expect(codesOf(await request(service, email, deviceToken))).toEqual(['RATE_LIMITED']);
  });
});

describe('live codes', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService({ env: CODES_ON });
  }, START_LIMIT);
  afterAll(() => service.stop());

  it('of strangers do not end a code, and are three at once', async () => {
    const { email } = await personOf(service);
    const own = await askForCode(service, email);
    await askForCode(service, email);
    await askForCode(service, email);
    expect(codesOf(await request(service, email))).toEqual([]);
    const last = await personOf(service);
    await askForCode(service, last.email);
    expect(codesTo(service, email)).toHaveLength(3);
    expect(codesOf(await service.client.ask(SignInWithCodeDocument, { input: own }))).toEqual([]);
  });

  it('of strangers do not keep a known device from getting one', async () => {
    const { email, tokens } = await personOf(service);
    for (let count = 0; count < 3; count++) await askForCode(service, email);
    const { deviceToken } = tokens;
    const own = await askForCode(service, email, { deviceToken });
    expect(codesOf(await service.client.ask(SignInWithCodeDocument, { input: own }))).toEqual([]);
  });

  it('end when the same client asks again, and only then', async () => {
    const { email } = await personOf(service);
    const other = await askForCode(service, email);
    const first = await askForCode(service, email);
    const second = await askForCode(service, email, { replaces: first.challenge });
    const use = (input: { challenge: string; code: string }) =>
      service.client.ask(SignInWithCodeDocument, { input });
    expect(codesOf(await use(first))).toEqual(['TOKEN_INVALID']);
    expect(codesOf(await use(second))).toEqual([]);
    expect(codesOf(await use(other))).toEqual([]);
  });

  it('that the same client replaces again and again never use up its room', async () => {
    const { email } = await personOf(service);
    let replaces: string | null = null;
    for (let count = 0; count < 6; count++)
      replaces = (await askForCode(service, email, { replaces })).challenge;
    expect(codesTo(service, email)).toHaveLength(6);
  });
});

describe('wrong codes', () => {
  let service: TestService;
  beforeEach(async () => {
    service = await limited();
  }, START_LIMIT);
  afterEach(() => service.stop());

  /** Enters five wrong codes with each of some new challenges, and returns the answers. */
  async function guess(email: string, challenges: number, deviceToken: string | null = null) {
    const answers: string[] = [];
    for (let count = 0; count < challenges; count++) {
      service.clock.advance(HOUR);
      const { challenge, code } = await askForCode(service, email, { deviceToken });
      const input = { challenge, code: wrongFor(code), deviceToken };
      for (let tries = 0; tries < 5; tries++)
        answers.push(...codesOf(await service.client.ask(SignInWithCodeDocument, { input })));
    }
    return answers;
  }

  it('are refused beyond 100 a day, over all challenges, and a new code buys no guess', async () => {
    const { email, tokens } = await personOf(service);
    const wrong = await guess(email, 20);
    expect(wrong.filter((code) => code === 'INVALID_CODE')).toHaveLength(100);
    const next = await askForCode(service, email);
    expect(codesOf(await service.client.ask(SignInWithCodeDocument, { input: next }))).toEqual([
      'RATE_LIMITED',
    ]);
    // A stranger must not lock the user out where the account knows the device.
    const { deviceToken } = tokens;
    const own = await askForCode(service, email, { deviceToken });
    const input = { ...own, deviceToken };
    expect(codesOf(await service.client.ask(SignInWithCodeDocument, { input }))).toEqual([]);
    service.clock.advance(Duration.minutes(24 * 60));
    expect((await signInByCode(service, email)).user.id).toBe(tokens.user.id);
  }, 120_000);
});
