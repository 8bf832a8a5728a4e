import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newFolder } from '../support/database.js';
import { codeBlocks, runProgram } from '../support/examples.js';
import { expiredTokens, FORGERIES } from '../support/forged-tokens.js';
import { claimsOf, openRefreshKey, openSigningKey } from '../support/forgery.js';
import { type FrontDoor, openFrontDoor } from '../support/front-door.js';
import { registerPerson } from '../support/people.js';
import { START_LIMIT } from '../support/service.js';
import { Smith } from '../support/smith.js';

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

function hasPyJwt(): boolean {
  try {
    execFileSync(PYTHON, ['-c', 'import jwt, cryptography'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** .ci/run installs it; who runs the tests without it is spared these. */
(hasPyJwt() ? describe : describe.skip)('PyJWT, by the example in docs/verifying-tokens.md,', () => {
  let door: FrontDoor;
  let smith: Smith;
  let file: string;

  beforeAll(async () => {
    door = await openFrontDoor();
    const { service, issuer } = door;
    const { tokens } = await registerPerson(service.client);
    const own = await openSigningKey(service.database, service.authSecret);
    const refreshKey = await openRefreshKey(service.database, service.authSecret);
    const lure = `${issuer}/healthz`;
    smith = new Smith({ own, refreshKey, published: {}, ...tokens, lure, now: () => service.clock.now() });
    const [code = ''] = await codeBlocks('docs/verifying-tokens.md', '## Any other language', 'python');
    const folder = newFolder();
    await mkdir(folder);
    file = join(folder, 'verify.py');
    await writeFile(file, code.replace('https://auth.example.com', issuer) + DRIVER);
  }, START_LIMIT);
  afterAll(() => door.close());

  async function saidOf(tokens: Readonly<Record<string, string>>): Promise<Record<string, unknown>> {
    const { code, out, errors } = await runProgram(PYTHON, [file], { input: JSON.stringify(tokens) });
    expect([code, errors]).toEqual([0, '']);
    return JSON.parse(out);
  }

  it('JWT-10: reads a live token', async () => {
    const { accessToken } = smith.ground;
    const early = smith.withClaims({ iat: smith.now + 30 });
    expect(await saidOf({ accessToken, early })).toEqual({
      accessToken: claimsOf(accessToken),
      early: claimsOf(early),
    });
  });

  it('JWT-2: tells one whose time is over', async () => {
    const said = await saidOf(expiredTokens(smith));
    expect(new Set(Object.values(said))).toEqual(new Set(['ExpiredSignatureError']));
  });

  it('JWT-1, JWT-2, JWT-3: refuses every forged token that the service refuses', async () => {
    const forged: Record<string, string> = {};
    for (const [attempt, forgeAll] of Object.entries(FORGERIES))
      for (const [name, token] of Object.entries(await forgeAll(smith)))
        forged[`${attempt}: ${name}`] = token;
    expect(Object.keys(forged).length).toBeGreaterThan(200);
    const accepted = Object.entries(await saidOf(forged)).filter(([, said]) => typeof said !== 'string');
    expect(accepted).toEqual([]);
  });
});
