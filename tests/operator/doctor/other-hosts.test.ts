import { published, seenTwice } from '../../credentials/breached-passwords/lists.js';
import { type StandIn, startStandIn } from '../../platform/outgoing-http/stand-in.js';
import { describeEmbedded } from '../../support/process.js';
import { doctor, of } from './report.js';

describeEmbedded('doctor, about hosts that the service can do without', () => {
  let host: StandIn;
  beforeAll(async () => {
    host = await startStandIn();
  });
  afterAll(() => host.close());

  const answering = (body: string, status = 200) =>
    host.answer((_request, response) => void response.writeHead(status).end(body));
  const breaches = async () => {
    const env = { PASSWORD_BREACHES: 'online', PASSWORD_BREACHES_URL: host.url };
    return of(await doctor(env), 'breaches');
  };
  const captcha = async () => {
    const env = { CAPTCHA: 'http', CAPTCHA_URL: host.url, CAPTCHA_SECRET: 'canary-secret' };
    const report = await doctor(env);
    expect(JSON.stringify(report)).not.toContain('canary');
    return of(report, 'captcha');
  };

  it('says nothing of what is off', async () => {
    const report = await doctor({});
    expect([of(report, 'breaches'), of(report, 'captcha')]).toEqual([undefined, undefined]);
  });

  it('looks for the most frequent password in the list of stolen ones', async () => {
    const [line = ''] = published(seenTwice('123456')).split('\r\n');
    answering(line.slice(5));
    expect(await breaches()).toMatchObject({ status: 'ok' });
    answering(`${'0'.repeat(35)}:1`);
    expect(await breaches()).toMatchObject({
      status: 'warning',
      sentence: `127.0.0.1:${host.port} does not list the most frequent password.`,
    });
    answering('', 503);
    expect(await breaches()).toMatchObject({
      status: 'warning',
      sentence: expect.stringContaining('(access refused), so they pass.'),
    });
  });

  it.each([
    ['no address', {}],
    ['an invalid address', { CAPTCHA_URL: 'nope' }],
  ])('goes on after a captcha with %s', async (_name, env) => {
    const report = await doctor({ CAPTCHA: 'http', ...env });
    expect(of(report, 'configuration')).toMatchObject({
      status: 'problem',
      sentence: expect.stringContaining('CAPTCHA_URL must be'),
    });
    expect([of(report, 'captcha'), of(report, 'data-folder')?.status]).toEqual([undefined, 'ok']);
  });

  it('has the provider of the captcha refuse a token', async () => {
    answering('{"success":false,"error-codes":["invalid-input-response"]}');
    expect(await captcha()).toMatchObject({ status: 'ok' });
    answering('{"success":false,"error-codes":["invalid-input-secret"]}');
    expect(await captcha()).toMatchObject({
      status: 'problem',
      sentence: expect.stringContaining('(access refused), so operations go on without a captcha.'),
      advice: expect.stringContaining('CAPTCHA_SECRET'),
    });
    answering('<html></html>');
    expect(await captcha()).toMatchObject({ status: 'problem' });
  });
});
