import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  SignInProvidersDocument,
  StartProviderSignInDocument,
} from '../../../src/generated/client/operations.js';
import { registerPerson } from '../../support/people.js';
import { startService } from '../../support/service.js';
import { outgoingTo, reply, StandInProvider } from '../../support/stand-in-provider.js';
import { PAGE, ProviderEnvironment, settingsOf } from './provider-environment.js';

const NOBODY = { issuer: 'http://127.0.0.1:9', clientId: 'client' };

let environment: ProviderEnvironment;

const refused = (provider: string, { service } = environment) =>
  service.client.refusal(StartProviderSignInDocument, { input: { provider, returnTo: PAGE } });

describe('a provider that is down', () => {
  afterEach(() => environment.stop());

  it('keeps neither the service from starting nor other people from signing in', async () => {
    const hanging = createServer(() => undefined);
    await new Promise<void>((resolve) => hanging.listen(0, '127.0.0.1', resolve));
    const issuer = `http://127.0.0.1:${(hanging.address() as AddressInfo).port}`;
    environment = await ProviderEnvironment.open();
    const env = {
      SIGN_IN_PROVIDERS: 'acme,nobody,hanging',
      ...settingsOf('acme', environment.provider),
      ...settingsOf('nobody', NOBODY),
      ...settingsOf('hanging', { issuer, clientId: 'client' }),
    };
    await environment.stop();
    environment = await ProviderEnvironment.open({ env });
    const { signInProviders } = await environment.service.client.run(SignInProvidersDocument, {});
    expect(signInProviders.map(({ id }) => id)).toEqual(['acme', 'nobody', 'hanging']);
    const began = Date.now();
    const [nobody, hangs] = await Promise.all([refused('nobody'), refused('hanging')]);
    expect([nobody.code, hangs.code]).toEqual(['PROVIDER_FAILED', 'PROVIDER_FAILED']);
    expect(Date.now() - began).toBeLessThan(9_000);
    await registerPerson(environment.service.client);
    const events = await environment.service.database.auditEvent.findMany({
      where: { type: 'provider_sign_in_failed' },
    });
    expect(events.map(({ metadata }) => metadata)).toEqual(
      expect.arrayContaining([
        { provider: 'nobody', because: 'unreachable' },
        { provider: 'hanging', because: 'unreachable' },
      ]),
    );
    hanging.closeAllConnections();
    hanging.close();
  });

  it('signs people in as soon as it is up again', async () => {
    environment = await ProviderEnvironment.open();
    environment.provider.instead = (_request, response) => {
      reply(response, {}, 500);
      return true;
    };
    expect((await refused('acme')).code).toBe('PROVIDER_FAILED');
    environment.provider.instead = () => false;
    expect((await environment.outcome()).code).toBe('SIGN_UP_REQUIRED');
  });

  it('is not followed elsewhere', async () => {
    environment = await ProviderEnvironment.open();
    environment.provider.instead = (_request, response) => {
      response.writeHead(302, { location: '/elsewhere' }).end();
      return true;
    };
    expect((await refused('acme')).code).toBe('PROVIDER_FAILED');
    expect(environment.provider.asked).not.toContain('/elsewhere');
  });

  it('is asked once by many who come at once, and once an hour', async () => {
    environment = await ProviderEnvironment.open();
    await Promise.all(Array.from({ length: 16 }, () => environment.start()));
    expect(environment.provider.asked).toEqual(['/.well-known/openid-configuration']);
  });
});

describe('what a provider says about itself', () => {
  let wrong: ProviderEnvironment;
  beforeAll(async () => {
    wrong = await ProviderEnvironment.open();
  });
  afterAll(() => wrong.stop());

  it.each<[string, (origin: string) => unknown]>([
    [
      'another issuer',
      (origin) => ({
        issuer: 'https://evil.example',
        authorization_endpoint: `${origin}/a`,
        token_endpoint: `${origin}/token`,
        jwks_uri: `${origin}/keys`,
      }),
    ],
    [
      'no keys',
      (origin) => ({
        issuer: origin,
        authorization_endpoint: `${origin}/a`,
        token_endpoint: `${origin}/token`,
      }),
    ],
    [
      'a page of its own that runs a script',
      (origin) => ({
        issuer: origin,
        authorization_endpoint: 'javascript:alert(1)',
        token_endpoint: `${origin}/token`,
        jwks_uri: `${origin}/keys`,
      }),
    ],
    [
      'a page without TLS',
      (origin) => ({
        issuer: origin,
        authorization_endpoint: 'http://evil.example/a',
        token_endpoint: `${origin}/token`,
        jwks_uri: `${origin}/keys`,
      }),
    ],
    [
      'no page',
      (origin) => ({ issuer: origin, token_endpoint: `${origin}/token`, jwks_uri: `${origin}/keys` }),
    ],
    ['more than 256 kB', (origin) => ({ issuer: origin, filler: 'x'.repeat(257 * 1024) })],
    ['no object', () => ['nothing']],
  ])('is refused if it names %s', async (_name, discovered) => {
    wrong.provider.instead = (_request, response) => {
      reply(response, discovered(wrong.provider.origin));
      return true;
    };
    expect((await refused('acme', wrong)).code).toBe('PROVIDER_FAILED');
    expect(await wrong.service.database.providerFlow.count()).toBe(0);
  });
});

describe('the keys of a provider', () => {
  it('are not read from an address of this machine that only a provider here may name', async () => {
    const issuer = 'https://login.acme.example';
    const metadata: Record<string, unknown> = {};
    const provider = await StandInProvider.open({ issuer, metadata });
    metadata['jwks_uri'] = `${provider.origin}/keys`;
    const service = await startService({
      env: { SIGN_IN_PROVIDERS: 'acme', ...settingsOf('acme', provider) },
      adapters: { createOutgoingFetch: outgoingTo({ [issuer]: provider.origin }) },
    });
    const input = { provider: 'acme', returnTo: PAGE };
    expect((await service.client.refusal(StartProviderSignInDocument, { input })).code).toBe(
      'PROVIDER_FAILED',
    );
    expect(provider.asked).toEqual(['/.well-known/openid-configuration']);
    await provider.close();
    await service.stop();
  });
});
