import { writeFile } from 'node:fs/promises';
import { Duration } from '../../../src/core/duration.js';
import {
  CaptchaDocument,
  CreateServiceKeyDocument,
  PasswordPolicyDocument,
  RefreshTokenDocument,
  RegisterDocument,
  RequestPasswordResetDocument,
} from '../../../src/generated/client/operations.js';
import { newPath } from '../../credentials/breached-passwords/lists.js';
import { clientOf, giveRole } from '../../support/administrators.js';
import { times } from '../../support/outcomes.js';
import { logIn, newcomer, type Person } from '../../support/people.js';
import { sendRaw } from '../../support/raw-http.js';
import { startService } from '../../support/service.js';
import { type CaptchaEnvironment, openCaptcha, PAGE, SECRET } from './captcha-environment.js';

describe('an operation that needs a captcha', () => {
  let environment: CaptchaEnvironment;
  beforeAll(async () => {
    environment = await openCaptcha();
  });
  afterAll(() => environment.stop());

  const asked = () => environment.provider.seen.length;
  const ago = (duration: Duration) => duration.before(environment.service.clock.now()).toISOString();

  it('says which one without a token, and does nothing', async () => {
    const { client, database } = environment.service;
    const before = asked();
    const input = newcomer();
    expect(await client.refusal(RegisterDocument, { input })).toMatchObject({
      code: 'CAPTCHA_REQUIRED',
      message: 'Confirm that you are not a robot',
      status: 403,
      provider: 'HTTP',
      siteKey: 'site-key',
      again: false,
    });
    expect(asked()).toBe(before);
    expect(await database.user.count({ where: { username: input.username } })).toBe(0);
  });

  it('goes on with the token of a solved one, which the provider checks', async () => {
    const token = environment.solve();
    expect(await environment.register(token)).toBe('registered');
    const { url, method, body } = environment.provider.seen.at(-1) ?? {};
    expect([method, url]).toEqual(['POST', '/siteverify']);
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
      response: token,
      secret: SECRET,
      sitekey: 'site-key',
    });
  });

  it('CAP-1: refuses a token the second time, and asks for another one', async () => {
    const token = environment.solve();
    expect(await environment.register(token)).toBe('registered');
    const refused = await environment.service.client.refusal(
      RegisterDocument,
      { input: newcomer() },
      { headers: { 'latchkey-captcha': token } },
    );
    expect(refused).toMatchObject({ code: 'CAPTCHA_REQUIRED', again: true });
  });

  it.each<[string, () => Readonly<Record<string, unknown>>]>([
    ['for another operation', () => ({ action: 'login' })],
    ['for no operation', () => ({ action: undefined })],
    ['from a page of another site', () => ({ hostname: 'evil.example' })],
    ['from a page below that of the operator', () => ({ hostname: `${PAGE}.evil.example` })],
    ['from no page', () => ({ hostname: undefined })],
    ['that was solved long ago', () => ({ challenge_ts: ago(Duration.minutes(6)) })],
    ['that will be solved later', () => ({ challenge_ts: ago(Duration.minutes(-5)) })],
    ['that was solved at no time', () => ({ challenge_ts: undefined })],
    ['that was not solved', () => ({ success: false })],
  ])('CAP-1: refuses a token %s', async (_name, solution) => {
    expect(await environment.register(environment.solve(solution()))).toBe('CAPTCHA_REQUIRED');
  });

  it('CAP-1: refuses what cannot be a token without asking the provider', async () => {
    const before = asked();
    for (const token of ['a b', 'é', 'x'.repeat(8193)])
      expect([token.length, await environment.register(token)]).toEqual([token.length, 'CAPTCHA_REQUIRED']);
    const body = JSON.stringify({ query: RegisterDocument, variables: { input: newcomer() } });
    const twice = [environment.solve(), environment.solve()];
    const answer = await sendRaw(environment.service.client.url, {
      headers: { 'content-type': 'application/json', 'latchkey-captcha': twice },
      body,
    });
    expect(answer.text).toContain('CAPTCHA_REQUIRED');
    expect(asked()).toBe(before);
  });

  it('is one of the list, and no other', async () => {
    const { client, mailbox } = environment.service;
    await client.run(PasswordPolicyDocument, {});
    const input = newcomer();
    const headers = { 'latchkey-captcha': environment.solve() };
    const { register } = await client.run(RegisterDocument, { input }, { headers });
    await logIn(client, { ...input, tokens: register } satisfies Person);
    await client.run(RefreshTokenDocument, { input: { refreshToken: register.refreshToken } });
    const reset = await client.refusal(RequestPasswordResetDocument, { input: { email: input.email } });
    expect(reset.code).toBe('CAPTCHA_REQUIRED');
    const solved = environment.solve({ action: 'requestPasswordReset' });
    await client.run(
      RequestPasswordResetDocument,
      { input: { email: input.email } },
      { headers: { 'latchkey-captcha': solved } },
    );
    await mailbox.token(input.email);
  });

  it('needs none from another service with its key, and needs one with an unknown key', async () => {
    const { service } = environment;
    const headers = { 'latchkey-captcha': environment.solve() };
    const input = newcomer();
    const { register } = await service.client.run(RegisterDocument, { input }, { headers });
    const administrator = { ...input, tokens: register };
    await giveRole(service, administrator, 'ADMIN');
    const { createServiceKey } = await clientOf(service, administrator).run(CreateServiceKeyDocument, {
      input: { name: 'importer', scopes: ['INTROSPECT'] },
    });
    const withKey = (key: string) => environment.register(undefined, { 'latchkey-service-key': key });
    expect(await withKey(createServiceKey.secret)).toBe('registered');
    expect(await withKey(`${createServiceKey.secret.slice(0, -1)}x`)).toBe('CAPTCHA_REQUIRED');
    expect(await withKey('nonsense')).toBe('CAPTCHA_REQUIRED');
  });

  it('is told to pages', async () => {
    const { captcha } = await environment.service.client.run(CaptchaDocument, {});
    expect(captcha).toEqual({
      provider: 'HTTP',
      siteKey: 'site-key',
      operations: expect.arrayContaining(['register', 'requestPasswordReset']),
    });
  });

  it('leaves neither its token nor the secret in the log', async () => {
    const token = environment.solve();
    await environment.register(token);
    expect(environment.service.log.text).not.toContain(token);
    expect(environment.service.log.text).not.toContain(SECRET);
  });
});

describe('a service without a captcha', () => {
  it('tells pages so, and asks nobody for one', async () => {
    const service = await startService();
    expect(await service.client.run(CaptchaDocument, {})).toEqual({ captcha: null });
    const headers = { 'latchkey-captcha': 'of another service' };
    await service.client.run(RegisterDocument, { input: newcomer() }, { headers });
    await service.stop();
  });
});

describe('a service that limits operations', () => {
  it('CAP-1: asks the provider no more often than the limit allows', async () => {
    const limits = await newPath('limits.json');
    const address = [{ points: 3, window: '1h', counts: 'everything' }];
    await writeFile(limits, JSON.stringify({ register: { address, subject: [] } }));
    const environment = await openCaptcha({ RATE_LIMITS: 'on', LIMITS: limits });
    const codes: string[] = [];
    for (let i = 0; i < 6; i++) codes.push(await environment.register(`guess-${i}`));
    expect(codes).toEqual([...times(3, 'CAPTCHA_REQUIRED'), ...times(3, 'RATE_LIMITED')]);
    expect(environment.provider.seen).toHaveLength(3);
    await environment.stop();
  });
});
