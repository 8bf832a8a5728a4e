import { Duration } from '../../../src/core/duration.js';
import { times } from '../../support/outcomes.js';
import { sendOperation, sendRaw } from '../../support/raw-http.js';
import { PUBLIC_URL, startService, type TestService } from '../../support/service.js';

const APP = 'https://app.example.com';

let service: TestService;
beforeAll(async () => {
  service = await startService({ env: { CORS_ORIGINS: APP } });
});
afterAll(() => service.stop());

const preflight = (origin: string) =>
  sendRaw(service.client.url, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST' },
  });
const operation = (origin: string) => sendOperation(service.client.url, '{ __typename }', {}, { origin });

describe('a page of an origin that is not allowed', () => {
  const tellings = () =>
    service.log.lines
      .filter(({ level, sentence }) => level === 'warn' && sentence === 'origin not allowed')
      .map(({ details }) => details as { origin: string; setting: string });
  const told = (name: string) => tellings().filter(({ origin }) => origin === name);
  const STRANGE = 'https://strange.example:8443';

  it('is named in the log with the setting, once an hour', async () => {
    await preflight(STRANGE);
    await operation(STRANGE);
    expect(told(STRANGE)).toEqual([
      { origin: STRANGE, setting: 'CORS_ORIGINS', requestId: expect.any(String) },
    ]);
    service.clock.advance(Duration.minutes(61));
    await operation(STRANGE);
    expect(told(STRANGE)).toHaveLength(2);
  });

  it('is not named where it is allowed, or says nothing of where it is from', async () => {
    const before = tellings().length;
    await operation(APP);
    await operation(PUBLIC_URL);
    await sendOperation(service.client.url, '{ __typename }', {});
    expect([...told(APP), ...told(PUBLIC_URL)]).toEqual([]);
    expect(tellings()).toHaveLength(before);
  });

  it('cannot fill the log or write into it what it likes', async () => {
    service.clock.advance(Duration.minutes(61));
    const before = tellings().length;
    for (const text of [
      `https://${'a'.repeat(500)}.example`,
      'Zq-very-Secret-9',
      'https://Zq-very-Secret-9.example',
    ])
      await operation(text);
    expect(
      tellings()
        .slice(before)
        .map(({ origin }) => origin),
    ).toEqual(['unreadable']);
    expect(service.log.text).not.toContain('Zq-very-Secret-9');
    for (const index of times(50, null).keys()) await operation(`https://n${index}.example`);
    const after = tellings().length;
    expect(after - before).toBe(20);
  });
});
