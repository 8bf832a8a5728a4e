import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LogoutDocument } from '../../../src/generated/client/operations.js';
import { newFolder } from '../../support/database.js';
import { codeBlocks, runProgram } from '../../support/examples.js';
import { expiredTokens, FORGERIES } from '../../support/forged-tokens.js';
import { Forger } from '../../support/forger.js';
import { claimsOf, openRefreshKey, openSigningKey } from '../../support/forgery.js';
import { newKey, signAccessToken, startKeyServer } from '../../support/key-server.js';
import { registerPerson } from '../../support/people.js';
import { describeWith, HAPROXY, isInstalled, PYJWT } from '../../support/programs.js';
import { type ProxiedService, startProxiedService } from '../../support/proxied-service.js';
import { sendRaw } from '../../support/raw-http.js';
import { START_LIMIT } from '../../support/service.js';
import { startDocumentedProxy, Upstream } from '../../support/session-proxy.js';

const SAMPLE = 'HAProxy verifies tokens itself';
const HEADING = `### ${SAMPLE}`;
const ISSUER = 'https://auth.example.com';

/**
 * Only Latchkey's own key can sign these. HAProxy does not read `jti`, `iat` and `nbf`, ends a text at a NUL, and reads
 * a number in a text. None of these gives a token more rights or a longer life than it says.
 */
const ACCEPTED = [
  /^JWT-2: `(?:jti|iat)`/,
  /^JWT-2: a time that is a number and not right: (?:iat|nbf)/,
  /: with a NUL$/,
  /: "at\+jwt\\u0000"$/,
  /: too long$/,
  /^JWT-2: `exp` .*: padded with a space$/,
  /: exp as text$/,
];

const describeSample = isInstalled(PYJWT) ? describeWith(HAPROXY) : describe.skip;

/** Runs the job of the page, with a folder of the test in the place of that of HAProxy. */
async function writeKeys(folder: string, issuer: string) {
  const [job = ''] = await codeBlocks('docs/proxies.md', HEADING, 'python');
  const file = join(folder, 'latchkey-keys');
  await writeFile(file, job.replace('/etc/haproxy/latchkey', join(folder, 'keys')).replace(ISSUER, issuer));
  return runProgram('/usr/bin/python3', [file]);
}

const start = (folder: string, issuer: string, upstream: Upstream) =>
  startDocumentedProxy(
    {
      program: HAPROXY,
      heading: HEADING,
      files: async (block) => ({
        'haproxy.cfg': (await block('haproxy'))
          .replaceAll('/etc/haproxy/latchkey', join(folder, 'keys'))
          .replaceAll(ISSUER, issuer),
      }),
      command: (file) => ['haproxy', '-db', '-q', '-f', file],
    },
    { latchkey: '', upstream: upstream.address },
  );

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

async function emptyFolder(): Promise<string> {
  const folder = newFolder();
  await mkdir(folder);
  return folder;
}

describeSample(`the sample "${SAMPLE}" in docs/proxies.md`, () => {
  let proxied: ProxiedService;
  let upstream: Upstream;
  let forger: Forger;
  let url: string;
  let stop: () => Promise<void>;
  beforeAll(async () => {
    [proxied, upstream] = await Promise.all([startProxiedService(), Upstream.start()]);
    const { service, issuer } = proxied;
    const { tokens } = await registerPerson(service.client);
    forger = new Forger({
      own: await openSigningKey(service.database, service.authSecret),
      refreshKey: await openRefreshKey(service.database, service.authSecret),
      published: {},
      ...tokens,
      honeypot: `${issuer}/healthz`,
      now: () => service.clock.now(),
    });
    const folder = await emptyFolder();
    expect(await writeKeys(folder, issuer)).toMatchObject({ code: 0, errors: '' });
    ({ url, stop } = await start(folder, issuer, upstream));
  }, START_LIMIT);
  afterAll(async () => {
    await stop();
    upstream.close();
    await proxied.close();
  });
  beforeEach(() => {
    upstream.reached = null;
  });

  const ask = (headers: Readonly<Record<string, string | string[]>>) => sendRaw(url, { headers, body: 'x' });

  it('tells the service who sent a request, and keeps the token from it', async () => {
    const { accessToken } = forger.material;
    const { sub, sid, role } = claimsOf(accessToken);
    expect(
      (await ask({ 'latchkey-role': 'ADMIN', LATCHKEY_ROLE: 'ADMIN', ...bearer(accessToken) })).status,
    ).toBe(200);
    expect(upstream.reached).toMatchObject({
      'latchkey-user-id': sub,
      'latchkey-session-id': sid,
      'latchkey-role': role,
    });
    expect(JSON.stringify(upstream.reached)).not.toContain(accessToken);
    expect(JSON.stringify(upstream.reached)).not.toContain('ADMIN');
  });

  it('refuses a request without a good token, with a challenge', async () => {
    const { accessToken, refreshToken } = forger.material;
    const expired = Object.values(expiredTokens(forger)).map(bearer);
    const two = [`Bearer ${accessToken}`, 'Bearer nonsense'];
    for (const headers of [
      {},
      bearer('nonsense'),
      bearer(refreshToken),
      { authorization: two },
      { authorization: [...two].reverse() },
      { 'latchkey-user-id': 'x', 'latchkey-role': 'ADMIN' },
      ...expired,
    ]) {
      const answer = await ask(headers);
      expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, 'Bearer']);
    }
    expect(upstream.reached).toBeNull();
  });

  it('JWT-1, JWT-3: refuses every forged token, except those that it reads as a good one', async () => {
    const accepted: string[] = [];
    let count = 0;
    for (const [attempt, forgeAll] of Object.entries(FORGERIES))
      for (const [name, token] of Object.entries(await forgeAll(forger))) {
        // What no header can carry never reaches a proxy.
        if (!/^[\x20-\x7e]+$/.test(token)) continue;
        count += 1;
        const { status } = await ask(bearer(token));
        if (status === 200) accepted.push(`${attempt}: ${name}`);
      }
    expect(count).toBeGreaterThan(200);
    expect(accepted.filter((name) => !ACCEPTED.some((known) => known.test(name)))).toEqual([]);
  });

  it('still accepts the token of an ended session, as the page says', async () => {
    const { client } = proxied.service;
    const { tokens } = await registerPerson(client);
    await client.as(tokens.accessToken).run(LogoutDocument, {});
    expect((await ask(bearer(tokens.accessToken))).status).toBe(200);
  });
});

describeSample('the job that writes the keys', () => {
  it('says when they have changed, and lets HAProxy accept every published key and no other', async () => {
    const [keys, upstream, folder] = await Promise.all([startKeyServer(), Upstream.start(), emptyFolder()]);
    const [old, current, next] = [newKey(), newKey(), newKey()];
    const sign = (key: typeof old) => signAccessToken(key, { issuer: keys.issuer, now: new Date() });
    const tokens = [await sign(old), await sign(current), await sign(next)];
    const statuses = async () => {
      const { url, stop } = await start(folder, keys.issuer, upstream);
      const answers = [];
      for (const token of tokens) answers.push((await sendRaw(url, { headers: bearer(token) })).status);
      await stop();
      return answers;
    };
    keys.publish(old.jwk, current.jwk);
    expect((await writeKeys(folder, keys.issuer)).code).toBe(0);
    expect((await writeKeys(folder, keys.issuer)).code).toBe(1);
    expect(await statuses()).toEqual([200, 200, 401]);

    keys.publish(current.jwk, next.jwk, newKey('RS256').jwk);
    expect((await writeKeys(folder, keys.issuer)).code).toBe(0);
    expect(await statuses()).toEqual([401, 200, 200]);

    keys.publish(...Array.from({ length: 5 }, () => newKey().jwk));
    expect(await writeKeys(folder, keys.issuer)).toMatchObject({
      code: 1,
      errors: expect.stringContaining('5 keys'),
    });
    expect(await statuses()).toEqual([401, 200, 200]);
    upstream.close();
    await keys.close();
  });
});
