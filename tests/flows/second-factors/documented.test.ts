import { readFile } from 'node:fs/promises';
import { type TOTP, URI } from 'otpauth';
import { Duration } from '../../../src/core/duration.js';
import type { Answer } from '../../support/client.js';
import { registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

const PERIOD_MS = 30_000;

interface Enrolled {
  readonly startTotpEnrolment: { readonly id: string; readonly uri: string };
}
interface Confirmed {
  readonly confirmTotpEnrolment: { readonly recoveryCodes: readonly string[] };
}
interface SignedIn {
  readonly signInWithTotp: { readonly accessToken: string };
}

let page: string;
let service: TestService;
beforeAll(async () => {
  page = await readFile(new URL('../../../docs/second-factors.md', import.meta.url), 'utf8');
  service = await startService();
});
afterAll(() => service.stop());

/** The block of the page that has this operation. */
function blockWith(language: 'graphql' | 'json', part: string): string {
  const blocks = [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))];
  const [block] = blocks.flatMap(([, text = '']) => (text.includes(part) ? [text] : []));
  if (block === undefined) throw new Error(`no ${language} has ${part}`);
  return block;
}

/** An answer as the page shows it: `…` stands for any text. */
const shown = (part: string): unknown =>
  JSON.parse(blockWith('json', part), (_key, value: unknown) => (value === '…' ? expect.any(String) : value));

async function send<T = unknown>(
  part: string,
  replaced: Readonly<Record<string, string>> = {},
  token?: string,
): Promise<Answer<T>> {
  const document = Object.entries(replaced).reduce(
    (text, [from, to]) => text.replaceAll(from, to),
    blockWith('graphql', part),
  );
  return service.client.raw<T>(document, {}, { token });
}

const codeOf = (app: TOTP, laterBy = 0) =>
  app.generate({ timestamp: service.clock.now().getTime() + laterBy * PERIOD_MS });

it('docs/second-factors.md shows what a client sends and gets, from the enrolment to the step-up', async () => {
  const { accessToken } = (await registerPerson(service.client, { username: 'ada' })).tokens;

  const started = await send<Enrolled>('startTotpEnrolment', {}, accessToken);
  const { id = '', uri = '' } = started.data?.startTotpEnrolment ?? {};
  const app = URI.parse(uri) as TOTP;
  const typed = { ID: id, '123456': codeOf(app, -1) };
  const confirmed = await send<Confirmed>('confirmTotpEnrolment', typed, accessToken);
  const recoveryCodes = confirmed.data?.confirmTotpEnrolment.recoveryCodes ?? [];
  expect(recoveryCodes).toHaveLength(10);

  const challenge = async () => {
    const { data, errors } = await send('login(');
    expect({
      data,
      errors: errors.map(({ message, path, extensions }) => ({ message, path, extensions })),
    }).toEqual(shown('MFA_REQUIRED'));
    return String(errors[0]?.extensions?.['challenge']);
  };
  const signedIn = await send<SignedIn>('signInWithTotp', {
    CHALLENGE: await challenge(),
    '123456': codeOf(app),
  });
  const token = signedIn.data?.signInWithTotp.accessToken;

  await service.database.session.updateMany({
    data: { authenticatedAt: Duration.minutes(11).before(service.clock.now()) },
  });
  const refused = await send('startTotpEnrolment', {}, token);
  expect(refused.errors[0]?.extensions).toEqual(shown('STEP_UP_REQUIRED'));
  const stepped = await send('reauthenticateWithTotp', { '123456': codeOf(app, 1) }, token);
  expect(stepped.data).toEqual({
    reauthenticateWithTotp: { authenticatedAt: expect.any(String), acr: 'aal2' },
  });
  const factors = await send('secondFactors', {}, token);
  expect(factors.data).toMatchObject({ me: { secondFactors: { recoveryCodesLeft: 10, passkeys: [] } } });

  const written = /"[0-9A-Z-]{29}"/.exec(blockWith('graphql', 'signInWithRecoveryCode'))?.[0] ?? '';
  const recovered = await send('signInWithRecoveryCode', {
    CHALLENGE: await challenge(),
    [written]: `"${recoveryCodes[0]?.toLowerCase()}"`,
  });
  expect(recovered.data).toEqual({ signInWithRecoveryCode: { accessToken: expect.any(String) } });
});
