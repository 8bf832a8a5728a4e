import { Duration } from '../../../src/core/duration.js';
import { LoginDocument, RegisterDocument } from '../../../src/generated/client/operations.js';
import { type StandIn, startStandIn } from '../../platform/outgoing-http/stand-in.js';
import { logIn, newcomer, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';
import { published, seenTwice, sha1 } from './lists.js';

const STOLEN = 'Stolen-Horse-4711';
const CANARY = 'Canary-Horse-0815';
const TOKEN = 'metrics-token-of-the-breaches-test';

describe('a list of stolen passwords on another host', () => {
  let list: StandIn;
  let service: TestService;
  beforeAll(async () => {
    list = await startStandIn();
    service = await startService({
      env: {
        PASSWORD_BREACHES: 'online',
        PASSWORD_BREACHES_URL: `${list.url}/mirror/`,
        METRICS: 'on',
        METRICS_TOKEN: TOKEN,
      },
    });
  });
  beforeEach(() => answerWith(`${'0'.repeat(35)}:0\r\n`));
  afterAll(async () => {
    await service.stop();
    await list.close();
  });

  const answerWith = (body: string, status = 200) =>
    list.answer((_request, response) => void response.writeHead(status).end(body));
  const register = (password: string) =>
    service.client.ask(RegisterDocument, { input: newcomer({ password }) });
  const codes = async (password: string) =>
    (await register(password)).errors.map(({ extensions }) => extensions?.['code']);
  /** As the list answers to the first five digits. */
  const rangeOf = (...passwords: string[]) =>
    published(seenTwice(...passwords))
      .split('\r\n')
      .map((line) => line.slice(5))
      .join('\r\n');
  const failed = async () => {
    const headers = { authorization: `Bearer ${TOKEN}` };
    const text = await (await fetch(`${service.url}/metrics`, { headers })).text();
    return Number(/^latchkey_password_breach_checks_failed_total (\d+)$/m.exec(text)?.[1]);
  };

  it('REG-14: learns the first five digits of the hash, and nothing else', async () => {
    answerWith(rangeOf(STOLEN));
    expect(await codes(STOLEN)).toEqual(['WEAK_PASSWORD']);
    expect(list.seen.at(-1)).toMatchObject({
      method: 'GET',
      url: `/mirror/range/${sha1(STOLEN).slice(0, 5)}`,
      body: '',
      headers: { 'add-padding': 'true', 'user-agent': 'latchkey' },
    });
    expect(Object.keys(list.seen.at(-1)?.headers ?? {}).sort()).toEqual(
      ['accept-encoding', 'add-padding', 'connection', 'host', 'user-agent'].sort(),
    );
  });

  it('lets other passwords pass, also those that only pad its answer', async () => {
    answerWith(`${rangeOf(STOLEN)}${sha1('Padding-Horse-1').slice(5)}:0\r\n`);
    expect(await codes('Padding-Horse-1')).toEqual([]);
    expect(await codes('Another-Horse-1')).toEqual([]);
  });

  it('is asked once an hour about the same digits', async () => {
    answerWith(rangeOf('Cached-Horse-1'));
    const before = list.seen.length;
    await register('Cached-Horse-1');
    await register('Cached-Horse-1');
    expect(list.seen).toHaveLength(before + 1);
    service.clock.advance(Duration.minutes(61));
    await register('Cached-Horse-1');
    expect(list.seen).toHaveLength(before + 2);
  });

  it('is not asked about a password that breaks another rule', async () => {
    const before = list.seen.length;
    expect(await codes('short')).toEqual(['WEAK_PASSWORD']);
    expect(list.seen).toHaveLength(before);
  });

  it('is asked alike for a known address and for an unknown one', async () => {
    answerWith(rangeOf('Equal-Horse-1'));
    const { email } = await registerPerson(service.client);
    const before = list.seen.length;
    const input = { ...newcomer({ password: 'Equal-Horse-1' }), email };
    await service.client.ask(RegisterDocument, { input });
    expect(list.seen).toHaveLength(before + 1);
  });

  it('is not asked at a sign-in', async () => {
    const person = await registerPerson(service.client);
    const before = list.seen.length;
    await logIn(service.client, person);
    await service.client.ask(LoginDocument, { input: { usernameOrEmail: person.email, password: STOLEN } });
    expect(list.seen).toHaveLength(before);
  });

  it.each<[string, Parameters<StandIn['answer']>[0]]>([
    ['500', (_request, response) => void response.writeHead(500).end()],
    ['429', (_request, response) => void response.writeHead(429).end()],
    ['another format', (_request, response) => void response.end('<html>Please sign in</html>')],
    ['nothing', (_request, response) => void response.end()],
    ['half a line', (_request, response) => void response.end(`${'A'.repeat(35)}:1\r\nABC`)],
    ['10 MB', (_request, response) => void response.end(`${'A'.repeat(35)}:1\r\n`.repeat(270_000))],
    ['a redirect', (_request, response) => void response.writeHead(302, { location: '/' }).end()],
    ['no byte in time', () => {}],
    ['no whole answer', (_request, response) => void response.destroy()],
  ])('lets the password pass if it answers with %s', async (_name, listener) => {
    list.answer(listener);
    const before = await failed();
    const startedAt = performance.now();
    expect(await codes(`Unchecked-Horse-${before}`)).toEqual([]);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    expect(await failed()).toBe(before + 1);
  });

  it('lets the password pass if it cannot be reached, and the log has one line a minute', async () => {
    const lines = service.log.lines.filter(({ sentence }) => sentence === 'breached password check failed');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      level: 'warn',
      details: { failure: { type: 'OutgoingError', code: 'access refused' } },
    });
  });

  it('REG-14: never gets a password or its whole hash, and neither does the log', async () => {
    await register(CANARY);
    answerWith('nonsense');
    await register(`${CANARY}!`);
    const everything = JSON.stringify([list.seen, service.log.lines]);
    for (const password of [CANARY, STOLEN, `${CANARY}!`]) {
      expect(everything).not.toContain(password);
      expect(everything.toUpperCase()).not.toContain(sha1(password).slice(0, 12));
      expect(everything).not.toContain(Buffer.from(password).toString('base64'));
    }
  });
});
