import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newFolder } from '../../support/database.js';
import { codeBlocks, runProgram } from '../../support/examples.js';
import { expiredTokens, FORGERIES } from '../../support/forged-tokens.js';
import { Forger } from '../../support/forger.js';
import { claimsOf, openRefreshKey, openSigningKey } from '../../support/forgery.js';
import { newKey, signAccessToken, startKeyServer, type TestKey } from '../../support/key-server.js';
import { registerPerson } from '../../support/people.js';
import { describeWith, PYJWT } from '../../support/programs.js';
import { type ProxiedService, startProxiedService } from '../../support/proxied-service.js';
import { START_LIMIT } from '../../support/service.js';

/** Debian's own, where its packages put PyJWT: what a shell finds first may be another one. */
const PYTHON = '/usr/bin/python3';

/** Reads tokens by their names, and says of each what it claims, or what kind of error it is. */
const DRIVER = `
import json
import sys

def said(token):
    try:
        return verify(token)
    except Exception as error:
        return type(error).__name__

print(json.dumps({name: said(token) for name, token in json.load(sys.stdin).items()}))
`;

/** .ci/run installs it; who runs the tests without it is spared these. */
describeWith(PYJWT)('PyJWT, by the example in docs/verifying-tokens.md,', () => {
  let proxied: ProxiedService;
  let forger: Forger;
  let folder: string;
  let example: string;

  beforeAll(async () => {
    proxied = await startProxiedService();
    const { service, issuer } = proxied;
    const { tokens } = await registerPerson(service.client);
    const own = await openSigningKey(service.database, service.authSecret);
    const refreshKey = await openRefreshKey(service.database, service.authSecret);
    const honeypot = `${issuer}/healthz`;
    forger = new Forger({
      own,
      refreshKey,
      published: {},
      ...tokens,
      honeypot,
      now: () => service.clock.now(),
    });
    const [code = ''] = await codeBlocks('docs/verifying-tokens.md', '## Any other language', 'python');
    example = code + DRIVER;
    folder = newFolder();
    await mkdir(folder);
  }, START_LIMIT);
  afterAll(() => proxied.close());

  async function saidOf(
    tokens: Readonly<Record<string, string>>,
    issuer = proxied.issuer,
  ): Promise<Record<string, unknown>> {
    const file = join(folder, 'verify.py');
    await writeFile(file, example.replace('https://auth.example.com', issuer));
    const { code, out, errors } = await runProgram(PYTHON, [file], { input: JSON.stringify(tokens) });
    expect([code, errors]).toEqual([0, '']);
    return JSON.parse(out);
  }

  it('fetches the keys once more for an unknown `kid`, and then says that the token is invalid', async () => {
    const { log } = proxied.service;
    const fetched = () =>
      log.lines.filter(({ details }) => JSON.stringify(details).includes('/jwks.json')).length;
    const before = fetched();
    const unknown = (kid: unknown) => forger.withHeader({ kid });
    const tokens = { word: unknown('unknown'), another: unknown('another'), empty: unknown('') };
    expect(await saidOf(tokens)).toEqual({
      word: 'InvalidTokenError',
      another: 'InvalidTokenError',
      empty: 'InvalidTokenError',
    });
    expect(fetched() - before).toBe(2);
  });

  it('knows a key that was published since it fetched them', async () => {
    const [old, next] = [newKey(), newKey()];
    const keys = await startKeyServer();
    keys.answer((_request, response) => {
      response.end(JSON.stringify({ keys: keys.visits() === 1 ? [old.jwk] : [old.jwk, next.jwk] }));
    });
    const sign = (key: TestKey) => signAccessToken(key, { issuer: keys.issuer, now: new Date() });
    const said = await saidOf({ old: await sign(old), next: await sign(next) }, keys.issuer);
    expect(said).toMatchObject({ old: { role: 'USER' }, next: { role: 'USER' } });
    await keys.close();
  });

  it('JWT-10: reads a live token', async () => {
    const { accessToken } = forger.material;
    const early = forger.withClaims({ iat: forger.now + 30, role: 'MODERATOR' });
    expect(await saidOf({ accessToken, early })).toEqual({
      accessToken: claimsOf(accessToken),
      early: claimsOf(early),
    });
  });

  it('JWT-2: tells one whose time is over', async () => {
    const said = await saidOf(expiredTokens(forger));
    expect(new Set(Object.values(said))).toEqual(new Set(['ExpiredSignatureError']));
  });

  it('JWT-1, JWT-2, JWT-3: refuses every forged token that the service refuses', async () => {
    const forged: Record<string, string> = {};
    for (const [attempt, forgeAll] of Object.entries(FORGERIES))
      for (const [name, token] of Object.entries(await forgeAll(forger)))
        forged[`${attempt}: ${name}`] = token;
    expect(Object.keys(forged).length).toBeGreaterThan(200);
    const accepted = Object.entries(await saidOf(forged)).filter(([, said]) => typeof said !== 'string');
    expect(accepted).toEqual([]);
  });
});
