import { Duration } from '../../../src/core/duration.js';
import { newKey } from '../../support/key-server.js';
import { reply } from '../../support/stand-in-provider.js';
import { ProviderEnvironment } from './provider-environment.js';

let environment: ProviderEnvironment;
beforeEach(async () => {
  environment = await ProviderEnvironment.open();
});
afterEach(() => environment.stop());

const readings = () => environment.provider.asked.filter((path) => path === '/keys').length;
const fail = (path: RegExp) => {
  environment.provider.instead = (request, response) => {
    if (!path.test(request.url ?? '')) return false;
    reply(response, { error: 'down' }, 503);
    return true;
  };
};
const outcome = async () => (await environment.outcome()).code;

describe('the keys of a provider', () => {
  it('are read once for many sign-ins', async () => {
    for (let count = 0; count < 3; count += 1) expect(await outcome()).toBe('SIGN_UP_REQUIRED');
    expect(readings()).toBe(1);
  });

  it('serve through an outage, for an hour', async () => {
    expect(await outcome()).toBe('SIGN_UP_REQUIRED');
    fail(/keys|configuration/);
    expect(await outcome()).toBe('SIGN_UP_REQUIRED');
    environment.service.clock.advance(Duration.minutes(61));
    environment.provider.instead = () => false;
    fail(/keys/);
    expect(await environment.result()).toMatchObject({ error: 'provider_failed' });
  });

  it('are read anew for a key that is not among them', async () => {
    expect(await outcome()).toBe('SIGN_UP_REQUIRED');
    environment.provider.key = newKey('ES256');
    environment.service.clock.advance(Duration.seconds(31));
    expect(await outcome()).toBe('SIGN_UP_REQUIRED');
    expect(readings()).toBe(2);
  });

  it('are not read for each unknown key that anybody names', async () => {
    expect(await outcome()).toBe('SIGN_UP_REQUIRED');
    const stranger = newKey('RS256');
    environment.provider.write = (claims, nonce) =>
      environment.provider.sign({ nonce, ...claims }, { key: stranger });
    for (let count = 0; count < 3; count += 1)
      expect(await environment.result()).toMatchObject({ error: 'provider_failed' });
    expect(readings()).toBe(1);
  });
});
