import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express from 'express';
import { auth } from 'express-oauth2-jwt-bearer';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { newFolder } from '../../support/database.js';
import { runProgram } from '../../support/examples.js';
import { type Person, registerPerson } from '../../support/people.js';
import { isInstalled, PYJWT } from '../../support/programs.js';
import { type ProxiedService, startProxiedService } from '../../support/proxied-service.js';
import { START_LIMIT } from '../../support/service.js';

let proxied: ProxiedService;
let person: Person;
beforeAll(async () => {
  proxied = await startProxiedService();
  person = await registerPerson(proxied.service.client);
}, START_LIMIT);
afterAll(() => proxied.close());

const jwksUrl = () => `${proxied.issuer}/.well-known/jwks.json`;

type Verdict = 'accepted' | 'refused';

/** Verifiers as their own documentation shows them: with issuer and audience, and nothing else that tells tokens apart. */
const VERIFIERS: Readonly<Record<string, (token: string) => Promise<Verdict>>> = {
  jose: (token) =>
    jwtVerify(token, createRemoteJWKSet(new URL(jwksUrl())), {
      issuer: proxied.issuer,
      audience: proxied.issuer,
    }).then(
      () => 'accepted',
      () => 'refused',
    ),
  'express-oauth2-jwt-bearer': (token) => expressSays(token, false),
  'express-oauth2-jwt-bearer in strict mode': (token) => expressSays(token, true),
  ...(isInstalled(PYJWT) ? { PyJWT: pythonSays } : {}),
};

describe.each(Object.entries(VERIFIERS))('%s, with issuer and audience,', (_name, verdictOn) => {
  it('accepts an access token', async () => {
    expect(await verdictOn(person.tokens.accessToken)).toBe('accepted');
  });

  it('JWT-3: never takes a refresh token for an access token', async () => {
    expect(await verdictOn(person.tokens.refreshToken)).toBe('refused');
  });
});

async function expressSays(token: string, strict: boolean): Promise<Verdict> {
  const app = express().set('env', 'test');
  app.use(
    auth({
      issuer: proxied.issuer,
      jwksUri: jwksUrl(),
      audience: proxied.issuer,
      tokenSigningAlg: 'ES256',
      strict,
    }),
  );
  app.get('/', (_request, response) => void response.end());
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { status } = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  server.close();
  expect([200, 401]).toContain(status);
  return status === 200 ? 'accepted' : 'refused';
}

/** Debian's own, where its packages put PyJWT: what a shell finds first may be another one. */
const PYTHON = '/usr/bin/python3';

async function pythonSays(token: string): Promise<Verdict> {
  const program = `
import sys
import jwt

issuer, token = sys.argv[1:]
try:
    key = jwt.PyJWKClient(f'{issuer}/.well-known/jwks.json').get_signing_key_from_jwt(token)
    jwt.decode(token, key.key, ['ES256', 'RS256', 'HS256'], issuer=issuer, audience=issuer)
    print('accepted')
except jwt.PyJWTError:
    print('refused')
`;
  const folder = newFolder();
  await mkdir(folder);
  const file = join(folder, 'strict.py');
  await writeFile(file, program);
  const { code, out, errors } = await runProgram(PYTHON, [file, proxied.issuer, token]);
  expect([code, errors]).toEqual([0, '']);
  return out.trim() === 'accepted' ? 'accepted' : 'refused';
}
