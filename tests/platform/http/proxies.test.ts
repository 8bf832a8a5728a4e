import { writeFile } from 'node:fs/promises';
import { LogoutDocument, VerifyEmailDocument } from '../../../src/generated/client/operations.js';
import { newFolder } from '../../support/database.js';
import { expiredTokens } from '../../support/forged-tokens.js';
import { Forger } from '../../support/forger.js';
import { openRefreshKey, openSigningKey } from '../../support/forgery.js';
import { type Person, registerPerson } from '../../support/people.js';
import { describeWith } from '../../support/programs.js';
import { ASKING_PROXIES } from '../../support/proxies.js';
import { sendRaw } from '../../support/raw-http.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';
import { connectionTo, startDocumentedProxy, Upstream } from '../../support/session-proxy.js';
import type { TcpProxy } from '../../support/tcp-proxy.js';

/** How many answers with 401 an address gets. */
const LIMIT = 100;

let service: TestService;
let connection: TcpProxy;
let upstream: Upstream;
let person: Person;
beforeAll(async () => {
  const limits = newFolder();
  const session = { address: [{ points: LIMIT, window: '1h', counts: 'everything' }] };
  await writeFile(limits, JSON.stringify({ session }));
  service = await startService({
    env: {
      ACCESS_TOKEN_CLAIMS: 'email,username',
      TRUST_PROXY: '127.0.0.1',
      RATE_LIMITS: 'on',
      LIMITS: limits,
    },
  });
  [connection, upstream] = await Promise.all([connectionTo(service), Upstream.start()]);
  person = await registerPerson(service.client);
  const token = await service.mailbox.token(person.email, 1, 'verify-email');
  await service.client.run(VerifyEmailDocument, { input: { token } });
}, START_LIMIT);
afterAll(async () => {
  upstream.close();
  await connection.close();
  await service.stop();
});
beforeEach(() => {
  upstream.reached = null;
});

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

async function expiredToken(): Promise<string> {
  const forger = new Forger({
    own: await openSigningKey(service.database, service.authSecret),
    refreshKey: await openRefreshKey(service.database, service.authSecret),
    published: {},
    ...person.tokens,
    honeypot: '',
    now: () => service.clock.now(),
  });
  return expiredTokens(forger)['exp a second ago'] ?? '';
}

for (const proxy of ASKING_PROXIES)
  describeWith(proxy.program)(`the sample of ${proxy.program.name} in docs/proxies.md`, () => {
    let url: string;
    let stop: () => Promise<void>;
    beforeAll(async () => {
      const latchkey = `127.0.0.1:${connection.port}`;
      ({ url, stop } = await startDocumentedProxy(proxy, { latchkey, upstream: upstream.address }));
    });
    afterEach(() => connection.reopen());
    afterAll(() => stop());

    const ask = (headers: Readonly<Record<string, string | string[]>>) =>
      sendRaw(url, { headers, body: 'x' });
    const good = () => bearer(person.tokens.accessToken);

    it('tells the service who sent a request, and keeps the token from it', async () => {
      const { status, text } = await sendRaw(`${url}/orders?a=b`, {
        headers: good(),
        body: '{"an":"order"}',
      });
      expect([status, text]).toEqual([200, `reached by ${person.tokens.user.id}`]);
      expect(upstream.reached).toMatchObject({
        'latchkey-user-id': person.tokens.user.id,
        'latchkey-role': 'USER',
      });
      expect(JSON.stringify(upstream.reached)).not.toContain(person.tokens.accessToken);
      expect(upstream.reached).not.toHaveProperty('latchkey-language');
    });

    it('lets no client say who it is, in any spelling', async () => {
      const names = ['User-Id', 'Session-Id', 'Role', 'Email', 'Username', 'Language'];
      const spellings = names.flatMap((name) => [
        `Latchkey-${name}`,
        `latchkey-${name.toLowerCase()}`,
        `LATCHKEY_${name.toUpperCase().replaceAll('-', '_')}`,
        `Latchkey_${name}`,
        `Latchkey-${name.replaceAll('-', '_')}`,
      ]);
      const claimed = Object.fromEntries(spellings.map((name) => [name, 'forged']));
      expect((await ask({ ...claimed, ...good() })).status).toBe(200);
      const seen = Object.keys(upstream.reached ?? {}).filter((name) => /^latchkey[-_]/.test(name));
      expect(JSON.stringify(upstream.reached)).not.toContain('forged');
      expect(seen.every((name) => /^latchkey-[a-z-]+$/.test(name))).toBe(true);
      expect(upstream.reached).toMatchObject({ 'latchkey-user-id': person.tokens.user.id });

      upstream.reached = null;
      expect((await ask(claimed)).status).toBe(401);
      expect(upstream.reached).toBeNull();
    });

    it('lets no client take away what Latchkey says of it', async () => {
      const lists = ['Latchkey-User-Id, Latchkey-Role', ['close', 'latchkey-role', 'latchkey-user-id']];
      for (const connection of lists) {
        const { status, text } = await ask({ connection, ...good() });
        expect(['refused', `reached by ${person.tokens.user.id}`]).toContain(
          status === 400 ? 'refused' : text,
        );
      }
    });

    it('tells Latchkey the address of the client, whatever the client says', async () => {
      const [exhausted, other] = ['127.0.0.2', '127.0.0.3'];
      const ended = { 'x-forwarded-for': exhausted };
      for (let count = 0; count <= LIMIT; count++)
        await sendRaw(`${service.url}/session`, { headers: ended });
      const statusOf = async (localAddress: string, headers: object) =>
        (await sendRaw(url, { localAddress, headers: { ...headers }, body: 'x' })).status;
      for (const headers of [{}, { 'x-forwarded-for': other }]) {
        expect([429, 500, 503]).toContain(await statusOf(exhausted, headers));
        expect(await statusOf(exhausted, { ...headers, ...good() })).toBe(200);
      }
      for (const headers of [{}, ended]) expect(await statusOf(other, headers)).toBe(401);
    });

    it('tells users apart who send 16 requests at once', async () => {
      const others = await Promise.all([1, 2, 3].map(() => registerPerson(service.client)));
      const sixteen = [person, ...others].flatMap((someone) => [someone, someone, someone, someone]);
      const answers = sixteen.map(({ tokens }) => ask(bearer(tokens.accessToken)));
      expect((await Promise.all(answers)).map(({ text }) => text)).toEqual(
        sixteen.map(({ tokens }) => `reached by ${tokens.user.id}`),
      );
    });

    it('refuses a request without a good token, with a challenge', async () => {
      const { accessToken, refreshToken } = person.tokens;
      const refused = [
        {},
        bearer('nonsense'),
        bearer(refreshToken),
        bearer(await expiredToken()),
        { authorization: `Basic ${accessToken}` },
        { cookie: `token=${accessToken}` },
      ];
      for (const headers of refused) {
        const answer = await ask(headers);
        expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, 'Bearer']);
      }
      expect(upstream.reached).toBeNull();
    });

    it('refuses two tokens at once', async () => {
      const two = { authorization: [`Bearer ${person.tokens.accessToken}`, 'Bearer nonsense'] };
      for (const headers of [two, { authorization: [...two.authorization].reverse() }])
        expect([400, 401]).toContain((await ask(headers)).status);
      expect(upstream.reached).toBeNull();
    });

    it('refuses a session as soon as it is ended', async () => {
      const { tokens } = await registerPerson(service.client);
      expect((await ask(bearer(tokens.accessToken))).status).toBe(200);
      await service.client.as(tokens.accessToken).run(LogoutDocument, {});
      upstream.reached = null;
      expect((await ask(bearer(tokens.accessToken))).status).toBe(401);
      expect(upstream.reached).toBeNull();
    });

    it('lets no request through while Latchkey is down, and does so again afterwards', async () => {
      connection.cut();
      for (const headers of [good(), {}]) expect((await ask(headers)).status).toBeGreaterThanOrEqual(500);
      expect(upstream.reached).toBeNull();
      connection.reopen();
      expect((await ask(good())).status).toBe(200);
    });

    it('lets no request through while Latchkey does not answer', async () => {
      connection.stall();
      expect((await ask(good())).status).toBeGreaterThanOrEqual(500);
      expect(upstream.reached).toBeNull();
    });
  });
