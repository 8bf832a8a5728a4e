import { until } from '../../support/outcomes.js';
import type { StandIn } from '../outgoing-http/stand-in.js';
import { type CaptchaEnvironment, openCaptcha } from './captcha-environment.js';

const TOKEN = 'metrics-token-of-the-captcha-test';

describe('a captcha provider that is not available', () => {
  let environment: CaptchaEnvironment;
  beforeAll(async () => {
    environment = await openCaptcha({ METRICS: 'on', METRICS_TOKEN: TOKEN });
  });
  afterAll(() => environment.stop());

  const events = () =>
    environment.service.database.auditEvent.findMany({ where: { type: 'captcha_unavailable' } });
  const counted = async () => {
    const headers = { authorization: `Bearer ${TOKEN}` };
    const text = await (await fetch(`${environment.service.url}/metrics`, { headers })).text();
    return Number(/^latchkey_captcha_unavailable_total (\d+)$/m.exec(text)?.[1]);
  };
  const json = (status: number, body: unknown): Parameters<StandIn['answer']>[0] => {
    return (_request, response) => void response.writeHead(status).end(JSON.stringify(body));
  };

  it.each<[string, Parameters<StandIn['answer']>[0]]>([
    ['answers 500', json(500, { success: false })],
    ['answers 429', json(429, {})],
    ['knows no such address', json(404, {})],
    ['answers in another format', (_request, response) => void response.end('<html></html>')],
    ['answers with other JSON', json(200, { ok: true })],
    ['answers with null', json(200, null)],
    ['answers with 1 MB', (_request, response) => void response.end('x'.repeat(1_000_000))],
    ['redirects', (_request, response) => void response.writeHead(302, { location: '/' }).end()],
    ['is slow', () => {}],
    ['hangs up', (_request, response) => void response.destroy()],
    ['refuses the secret', json(200, { success: false, 'error-codes': ['invalid-input-secret'] })],
    ['has an error of its own', json(200, { success: false, 'error-codes': ['internal-error'] })],
  ])('stops no operation: it %s', async (_name, listener) => {
    environment.provider.answer(listener);
    const [before, counter] = [(await events()).length, await counted()];
    const startedAt = performance.now();
    expect(await environment.register('token')).toBe('registered');
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    let now = before;
    await until(() => {
      void events().then(({ length }) => {
        now = length;
      });
      return now > before;
    });
    expect((await events()).at(-1)).toMatchObject({
      outcome: 'FAILURE',
      userId: null,
      metadata: { operation: 'register' },
    });
    expect(await counted()).toBe(counter + 1);
  });

  it('is in the log once a minute', () => {
    const lines = environment.service.log.lines.filter(({ sentence }) => sentence === 'captcha check failed');
    expect(lines).toHaveLength(1);
    expect(lines[0]?.details).toMatchObject({
      failure: { type: 'OutgoingError', code: 'answer malformed' },
    });
  });

  it('still needs a token, so that a page cannot leave it out', async () => {
    environment.provider.answer(() => {});
    expect(await environment.register()).toBe('CAPTCHA_REQUIRED');
  });

  it.each<[string, Parameters<StandIn['answer']>[0]]>([
    ['400 without JSON', (_request, response) => void response.writeHead(400).end('Bad Request')],
    ['400 with JSON', json(400, { success: false, 'error-codes': ['bad-request'] })],
    ['414', json(414, {})],
    ['no for another site key', json(200, { success: false, 'error-codes': ['sitekey-secret-mismatch'] })],
  ])('CAP-1: is none that answers %s, which a token can cause', async (_name, listener) => {
    environment.provider.answer(listener);
    expect(await environment.register('token')).toBe('CAPTCHA_REQUIRED');
  });
});
