import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { freePort } from '../../support/process.js';
import { doctor, of } from './report.js';

const REDIRECT = 'http://localhost:4000/sign-in/acme/callback';

interface Behaviour {
  /** More members of the document of the provider. */
  readonly metadata?: object;
  /** The status and the target of an authorization request. */
  readonly authorization?: readonly [status: number, location?: string];
}

const servers: Server[] = [];
afterAll(() => Promise.all(servers.map((server) => new Promise((done) => server.close(done)))));

/** A provider on this machine, which answers as the test says. */
async function provider({ metadata = {}, authorization = [200] }: Behaviour = {}) {
  const asked: URL[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', issuer);
    asked.push(url);
    if (url.pathname === '/.well-known/openid-configuration') {
      response.setHeader('content-type', 'application/json');
      const endpoints = {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
      };
      response.end(JSON.stringify({ ...endpoints, ...metadata }));
      return;
    }
    const [status, location] = authorization;
    response.writeHead(status, location === undefined ? {} : { location }).end();
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { issuer, asked };
}

const settings = (issuer: string) => ({
  PUBLIC_URL: 'http://localhost:4000',
  SIGN_IN_PROVIDERS: 'acme',
  SIGN_IN_ACME_ISSUER: issuer,
  SIGN_IN_ACME_CLIENT_ID: 'latchkey',
  SIGN_IN_ACME_CLIENT_SECRET: 'canary-secret',
});

describe('doctor and the providers', () => {
  it('finds that a provider answers, and knows the redirect address', async () => {
    const location = `${REDIRECT}?error=login_required&state=doctor`;
    const { issuer, asked } = await provider({ authorization: [303, location] });
    const report = await doctor(settings(issuer));
    expect(of(report, 'provider-acme')).toEqual({
      check: 'provider-acme',
      status: 'ok',
      sentence: `acme answers with the issuer of the settings. It knows the redirect address ${REDIRECT}.`,
    });
    const request = asked.find(({ pathname }) => pathname === '/authorize');
    expect(Object.fromEntries(request?.searchParams ?? [])).toMatchObject({
      client_id: 'latchkey',
      redirect_uri: REDIRECT,
      prompt: 'none',
    });
    expect(JSON.stringify(report)).not.toContain('canary');
  });

  it('warns of a redirect address or a client id that the provider refuses', async () => {
    const { issuer } = await provider({ authorization: [400] });
    const finding = of(await doctor(settings(issuer)), 'provider-acme');
    expect(finding).toMatchObject({ status: 'warning', advice: expect.stringContaining(REDIRECT) });
  });

  it('tells the redirect address where a provider shows a page to everybody', async () => {
    const { issuer } = await provider();
    const finding = of(await doctor(settings(issuer)), 'provider-acme');
    expect(finding).toMatchObject({
      status: 'ok',
      sentence: expect.stringContaining(`has to be ${REDIRECT}`),
    });
  });

  it.each([
    ['names another issuer', { issuer: 'https://other.example' }, 'names another issuer'],
    ['has no address for keys', { jwks_uri: undefined }, 'does not offer `jwks_uri`'],
    ['has no authorization codes', { response_types_supported: ['id_token'] }, 'the response type `code`'],
    ['has PKCE without S256', { code_challenge_methods_supported: ['plain'] }, 'PKCE with S256'],
  ])('finds the problem of a provider that %s', async (_, metadata, sentence) => {
    const { issuer } = await provider({ metadata });
    const finding = of(await doctor(settings(issuer)), 'provider-acme');
    expect(finding).toMatchObject({ status: 'problem', sentence: expect.stringContaining(sentence) });
  });

  it('finds the problem of a provider that does not answer, and goes on', async () => {
    const report = await doctor(settings(`http://127.0.0.1:${await freePort()}`));
    expect(of(report, 'provider-acme')).toMatchObject({
      status: 'problem',
      sentence: expect.stringContaining('does not answer'),
    });
    expect(of(report, 'node')?.status).toBe('ok');
  });

  it('warns of a redirect address without https, and checks no provider whose settings cannot be read', async () => {
    const { issuer } = await provider();
    const plain = await doctor({ ...settings(issuer), PUBLIC_URL: 'http://auth.example' });
    const findings = plain.findings.filter(({ check }) => check === 'provider-acme');
    expect(findings.map(({ status }) => status)).toEqual(['ok', 'warning']);
    const { SIGN_IN_ACME_CLIENT_ID: _, ...halfSet } = settings(issuer);
    const half = await doctor(halfSet);
    expect(of(half, 'provider-acme')).toBeUndefined();
    expect(of(half, 'configuration')?.sentence).toContain('SIGN_IN_ACME_CLIENT_ID');
  });

  it('warns of mailed codes that nobody gets', async () => {
    const report = await doctor({ MAILED_CODES: 'sign-in' });
    expect(of(report, 'mailed-codes')).toMatchObject({ status: 'warning' });
    expect(of(await doctor({}), 'mailed-codes')).toBeUndefined();
  });
});
