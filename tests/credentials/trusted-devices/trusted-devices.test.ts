import { createHash } from 'node:crypto';
import { Duration } from '../../../src/core/duration.js';
import { ExportMyDataDocument, RefreshTokenDocument } from '../../../src/generated/client/operations.js';
import { inTurn } from '../../platform/rate-limits/tries.js';
import { giveRole } from '../../support/administrators.js';
import { claimsOf, codesOf } from '../../support/outcomes.js';
import { sendOperation } from '../../support/raw-http.js';
import { startService, type TestService } from '../../support/service.js';
import { addFactor, type Careful, carefulPerson, logIn, rememberDevice, trustedBy } from './environment.js';

const APP = 'https://app.example.com';
const DAY = 24 * 60;

let service: TestService;
beforeAll(async () => {
  service = await startService({ env: { RATE_LIMITS: 'on', CORS_ORIGINS: APP } });
});
afterAll(() => service.stop());

const codesWith = async (person: Careful, tokens: string | null, own = service) =>
  codesOf(await logIn(own, person, tokens));
const rowsOf = ({ tokens }: Careful, own = service) =>
  own.database.trustedDevice.findMany({ where: { userId: tokens.user.id } });
const metadataOf = async ({ tokens }: Careful) => {
  const event = await service.database.auditEvent.findFirstOrThrow({
    where: { userId: tokens.user.id, type: 'logged_in' },
    orderBy: { createdAt: 'desc' },
  });
  return event.metadata as Record<string, unknown>;
};

describe('a trusted device', () => {
  it('stands in for the second factor, and its session has the level of the first one', async () => {
    const person = await carefulPerson(service);
    expect(await codesWith(person, null)).toEqual(['MFA_REQUIRED']);
    const trusted = await trustedBy(service, person);
    const { data } = await logIn(service, person, trusted);
    expect(claimsOf(data?.login.accessToken ?? '')).toMatchObject({ acr: 'aal1', amr: ['pwd'] });
    const { sid } = claimsOf(data?.login.accessToken ?? '');
    const session = await service.database.session.findUniqueOrThrow({ where: { id: String(sid) } });
    expect(session).toMatchObject({ level: 1, methods: ['pwd'], recovered: false });
  });

  it('keeps its token: it works again, and no answer but the first one tells it', async () => {
    const person = await carefulPerson(service);
    const trusted = await trustedBy(service, person);
    for (const _ of [1, 2]) {
      const { data } = await logIn(service, person, trusted);
      expect(data?.login.trustedDevice).toBeNull();
      const { refreshToken } = await service.client.run(RefreshTokenDocument, {
        input: { refreshToken: data?.login.refreshToken ?? '' },
      });
      expect(refreshToken.trustedDevice).toBeNull();
    }
  });

  it('is named in the event of the sign-in that trusted it and of those that it stood in for', async () => {
    const person = await carefulPerson(service);
    const trusted = await trustedBy(service, person);
    expect(await metadataOf(person)).toMatchObject({
      trustedDevice: 'GIVEN',
      methods: ['pwd', 'otp', 'mfa'],
    });
    await logIn(service, person, trusted);
    expect(await metadataOf(person)).toMatchObject({ trustedDevice: 'USED', methods: ['pwd'] });
  });

  it('still needs the password', async () => {
    const person = await carefulPerson(service);
    const trusted = await trustedBy(service, person);
    expect(await codesWith({ ...person, password: 'Wrong-password-1!' }, trusted)).toEqual([
      'INVALID_CREDENTIALS',
    ]);
  });

  it('is asked again after 30 days, however often it was used, and is then forgotten', async () => {
    const own = await startService();
    const person = await carefulPerson(own);
    const trusted = await trustedBy(own, person);
    own.clock.advance(Duration.minutes(30 * DAY - 1));
    expect(await codesWith(person, trusted, own)).toEqual([]);
    await own.housekeeping.sweep();
    expect(await rowsOf(person, own)).toHaveLength(1);
    own.clock.advance(Duration.minutes(2));
    expect(await codesWith(person, trusted, own)).toEqual(['MFA_REQUIRED']);
    await own.housekeeping.sweep();
    expect(await rowsOf(person, own)).toEqual([]);
    await own.stop();
  });

  it('is one of ten at most: the trust that is the oldest ends', async () => {
    const person = await carefulPerson(service);
    const tokens = await inTurn(11, () => trustedBy(service, person));
    expect(await rowsOf(person)).toHaveLength(10);
    expect(await codesWith(person, tokens[0] ?? '')).toEqual(['MFA_REQUIRED']);
    expect(await codesWith(person, tokens[1] ?? '')).toEqual([]);
  });

  it('that is trusted anew has one token for the account, and keeps those of other accounts', async () => {
    const [one, other] = [await carefulPerson(service), await carefulPerson(service)];
    const first = await trustedBy(service, one);
    const both = await trustedBy(service, other, { shown: first });
    const anew = await trustedBy(service, one, { shown: `${both}.${'A'.repeat(43)}` });
    expect(anew.split('.')).toEqual([expect.stringMatching(/^[\w-]{43}$/), both.split('.')[0]]);
    expect(anew).not.toContain(first);
    for (const person of [one, other]) {
      expect(await codesWith(person, anew)).toEqual([]);
      expect(await rowsOf(person)).toHaveLength(1);
    }
  });

  it('is told in an export by its name and times, and not by what it is', async () => {
    const person = await carefulPerson(service);
    await trustedBy(service, person, { userAgent: 'B'.repeat(256) });
    const { exportMyData } = await service.client.as(person.tokens.accessToken).run(ExportMyDataDocument, {});
    const time = expect.any(String);
    expect((exportMyData as { trustedDevices: unknown }).trustedDevices).toEqual([
      { name: 'B'.repeat(128), createdAt: time, lastUsedAt: time, expiresAt: time },
    ]);
  });

  it('does not exist where TRUSTED_DEVICE_TTL is zero, and a shorter one ends earlier trust', async () => {
    const off = await startService({ env: { TRUSTED_DEVICE_TTL: '0s' } });
    expect(await rememberDevice(off, await carefulPerson(off))).toBeNull();
    await off.stop();
    const short = await startService({ env: { TRUSTED_DEVICE_TTL: '1h' } });
    const person = await carefulPerson(short);
    const trusted = await trustedBy(short, person);
    const later = new Date(Date.now() + 30 * DAY * 60_000);
    await short.database.trustedDevice.updateMany({ data: { expiresAt: later } });
    expect(await codesWith(person, trusted, short)).toEqual([]);
    short.clock.advance(Duration.minutes(61));
    expect(await codesWith(person, trusted, short)).toEqual(['MFA_REQUIRED']);
    await short.stop();
  });
});

describe('a device is not trusted', () => {
  it('by a recovery code: a thief of the codes would keep the trust', async () => {
    const person = await carefulPerson(service);
    expect(await rememberDevice(service, person, { recovered: true })).toBeNull();
    expect(await rowsOf(person)).toEqual([]);
    expect(await metadataOf(person)).toMatchObject({ trustedDevice: null });
  });

  it('by an administrator, nor by somebody who has become one', async () => {
    const person = await carefulPerson(service);
    const trusted = await trustedBy(service, person);
    await giveRole(service, person, 'ADMIN');
    expect(await codesWith(person, trusted)).toEqual(['MFA_REQUIRED']);
    expect(await rememberDevice(service, person)).toBeNull();
  });

  it('by another account: a copied token does nothing there', async () => {
    const [owner, other] = [await carefulPerson(service), await carefulPerson(service)];
    const trusted = await trustedBy(service, owner);
    await trustedBy(service, other);
    expect(await codesWith(other, trusted)).toEqual(['MFA_REQUIRED']);
  });

  it('by its factor after that was removed, even if nothing else ended it', async () => {
    const person = await carefulPerson(service);
    const trusted = await trustedBy(service, person);
    await addFactor(service, person.tokens.user.id);
    await service.database.totpSecret.delete({ where: { id: person.factorId } });
    expect(await codesWith(person, trusted)).toEqual(['MFA_REQUIRED']);
  });

  it('by a factor whose secret has changed since', async () => {
    const person = await carefulPerson(service);
    const trusted = await trustedBy(service, person);
    const confirmedAt = Duration.seconds(1).after(service.clock.now());
    await service.database.totpSecret.update({ where: { id: person.factorId }, data: { confirmedAt } });
    expect(await codesWith(person, trusted)).toEqual(['MFA_REQUIRED']);
  });
});

describe('a token of a trusted device', () => {
  it('that is wrong, foreign, ended or malformed is as good as none, and locks nobody out', async () => {
    const [person, other] = [await carefulPerson(service), await carefulPerson(service)];
    const [ended, foreign] = [await trustedBy(service, person), await trustedBy(service, other)];
    await service.database.trustedDevice.deleteMany({ where: { userId: person.tokens.user.id } });
    const shown = [ended, foreign, 'A'.repeat(43), `${'A'.repeat(43)}.`.repeat(2000), '\u0000', 'é'];
    const every = [null, ...shown, null, ...shown];
    const answers = await inTurn(every.length, (index) => logIn(service, person, every[index] ?? null));
    const forms = answers.map(
      ({ status, text }) => `${status} ${text.replace(/"(challenge|expiresAt|requestId)":"[^"]*"/g, '')}`,
    );
    expect([...new Set(forms)]).toEqual([forms[0]]);
    expect(forms[0]).toContain('MFA_REQUIRED');
    expect(await codesWith(person, await trustedBy(service, person))).toEqual([]);
  });

  it('is stored as its digest alone', async () => {
    const person = await carefulPerson(service);
    const trusted = await trustedBy(service, person);
    const [row] = await rowsOf(person);
    expect(Buffer.from(row?.digest ?? [])).toEqual(createHash('sha256').update(trusted).digest());
  });

  it('counts in the cookie from an allowed origin and in cookie mode alone', async () => {
    const person = await carefulPerson(service);
    const cookie = `theme=dark; __Host-latchkey-trusted=${await trustedBy(service, person)}`;
    const query = 'mutation ($input: LoginInput!) { login(input: $input) { trustedDevice } }';
    const input = { usernameOrEmail: person.email, password: person.password };
    const mode = { origin: APP, 'latchkey-refresh-token': 'cookie', cookie };
    const textOf = async (headers: Record<string, string>) =>
      (await sendOperation(service.client.url, query, { input }, headers)).text;
    expect(await textOf(mode)).toBe('{"data":{"login":{"trustedDevice":null}}}\n');
    const known = { ...mode, cookie: cookie.replace('trusted=', 'known=') };
    for (const headers of [known, { ...mode, origin: 'https://evil.example' }, { origin: APP, cookie }])
      expect(await textOf(headers)).not.toContain('"data":{"login"');
  });
});
