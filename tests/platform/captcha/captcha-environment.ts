import { Duration } from '../../../src/core/duration.js';
import { RegisterDocument } from '../../../src/generated/client/operations.js';
import { newcomer } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';
import { type StandIn, startStandIn } from '../outgoing-http/stand-in.js';

export const SECRET = 'captcha-secret-of-this-test';
export const PAGE = 'app.example.com';

export interface CaptchaEnvironment {
  readonly service: TestService;
  /** The provider, which knows the tokens that `solve` made and takes each once. */
  readonly provider: StandIn;
  /** Solves a captcha, as a page would have a user do. */
  solve(solution?: Readonly<Record<string, unknown>>): string;
  register(captcha?: string, headers?: Readonly<Record<string, string>>): Promise<string>;
  stop(): Promise<void>;
}

/** A service whose captcha is checked by a stand-in. */
export async function openCaptcha(env: Readonly<Record<string, string>> = {}): Promise<CaptchaEnvironment> {
  const provider = await startStandIn();
  const service = await startService({
    env: {
      CAPTCHA: 'http',
      CAPTCHA_URL: `${provider.url}/siteverify`,
      CAPTCHA_SECRET: SECRET,
      CAPTCHA_SITE_KEY: 'site-key',
      CAPTCHA_HOSTNAMES: PAGE,
      ...env,
    },
  });
  const solved = new Map<string, object>();
  provider.answer((_request, response) => {
    const token = new URLSearchParams(provider.seen.at(-1)?.body).get('response') ?? '';
    const found = solved.get(token);
    solved.delete(token);
    const refused = { success: false, 'error-codes': ['timeout-or-duplicate'] };
    response.end(JSON.stringify(found ?? refused));
  });
  return {
    service,
    provider,
    solve: (solution = {}) => {
      const token = `token-${solved.size}-${Math.random()}`;
      const challenge_ts = Duration.seconds(20).before(service.clock.now()).toISOString();
      solved.set(token, { success: true, hostname: PAGE, action: 'register', challenge_ts, ...solution });
      return token;
    },
    register: async (captcha, headers = {}) => {
      const shown = captcha === undefined ? headers : { 'latchkey-captcha': captcha, ...headers };
      const { errors } = await service.client.ask(
        RegisterDocument,
        { input: newcomer() },
        { headers: shown },
      );
      return String(errors[0]?.extensions?.['code'] ?? 'registered');
    },
    stop: async () => {
      await service.stop();
      await provider.close();
    },
  };
}
