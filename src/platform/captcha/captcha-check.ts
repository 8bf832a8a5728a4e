import type { Clock } from '../../core/clock.js';
import { Duration } from '../../core/duration.js';
import { OutgoingError, type OutgoingProblem } from '../outgoing-http/outgoing-error.js';
import { createOutgoingFetch } from '../outgoing-http/outgoing-fetch.js';

export const CAPTCHA_PROVIDERS = ['TURNSTILE', 'HCAPTCHA', 'HTTP'] as const;
export type CaptchaProviderName = (typeof CAPTCHA_PROVIDERS)[number];

export interface CaptchaSettings {
  readonly provider: CaptchaProviderName;
  /** Where the service has the tokens checked. */
  readonly url: string;
  readonly secret: string | null;
  /** For the pages that show the captcha. */
  readonly siteKey: string | null;
  /** The hosts of pages that may show the captcha; null for those of PUBLIC_URL and CORS_ORIGINS. */
  readonly hostnames: readonly string[] | null;
  /** The operations that need a token. */
  readonly operations: readonly string[];
}

export type CaptchaVerdict = 'passed' | 'refused';

export interface CaptchaCheckConfig extends Omit<CaptchaSettings, 'hostnames' | 'operations'> {
  readonly hostnames: readonly string[];
}

const LIMITS = { timeout: Duration.seconds(3), maxBytes: 16 * 1024 };
const LONGEST_LIFE = Duration.minutes(5);
const CLOCK_DIFFERENCE = Duration.minutes(1);
/** What a header can hold, without spaces: two headers are joined with one. */
const TOKEN = /^[\x21-\x7e]{1,8192}$/;
/** Statuses of a provider that refuses the service, not the token. */
const REFUSED_US = [401, 403, 404, 408, 429];
/** Errors that no token can cause. */
const OUR_ERRORS = ['missing-input-secret', 'invalid-input-secret', 'internal-error'];

/** Has the tokens of captchas checked by their provider, which makes each good once. */
export class CaptchaCheck {
  readonly #fetch = createOutgoingFetch(LIMITS);

  constructor(
    private readonly config: CaptchaCheckConfig,
    private readonly clock: Clock,
  ) {}

  /** @throws OutgoingError if nobody can say: the provider is down, or refuses the secret of the operator */
  async verdictOn(token: string, operation: string): Promise<CaptchaVerdict> {
    if (!TOKEN.test(token)) return 'refused';
    const response = await this.#ask(token);
    const { status } = response;
    if (status >= 500) throw this.#failure('answer malformed');
    if (REFUSED_US.includes(status)) throw this.#failure('access refused');
    const answer = await readAnswer(response);
    if (answer === null) {
      // A token must not be able to cause an answer that lets it pass.
      if (status !== 200) return 'refused';
      throw this.#failure('answer malformed');
    }
    if (answer.success) return this.#isFor(operation, answer) ? 'passed' : 'refused';
    if (answer.errors.some((error) => OUR_ERRORS.includes(error))) throw this.#failure('access refused');
    return 'refused';
  }

  #failure(problem: OutgoingProblem): OutgoingError {
    return new OutgoingError(problem, new URL(this.config.url).host);
  }

  #ask(token: string): Promise<Response> {
    const { url, secret, siteKey } = this.config;
    const form = new URLSearchParams({ response: token });
    if (secret !== null) form.set('secret', secret);
    if (siteKey !== null) form.set('sitekey', siteKey);
    return this.#fetch(url, { method: 'POST', body: form, headers: { accept: 'application/json' } });
  }

  /** Whether the captcha was solved on a page of the operator, a moment ago, for this operation. */
  #isFor(operation: string, { hostname, action, solvedAt }: CaptchaAnswer): boolean {
    const { provider, hostnames } = this.config;
    const age = this.clock.now().getTime() - solvedAt;
    return (
      hostnames.includes(hostname.toLowerCase()) &&
      // hCaptcha has no actions.
      (provider === 'HCAPTCHA' || action === operation) &&
      age <= LONGEST_LIFE.milliseconds &&
      age >= -CLOCK_DIFFERENCE.milliseconds
    );
  }
}

interface CaptchaAnswer {
  readonly success: boolean;
  readonly hostname: string;
  readonly action: string;
  /** In milliseconds; not a number if the provider does not say it. */
  readonly solvedAt: number;
  readonly errors: readonly string[];
}

/** @returns null for a body that is not the answer of a captcha provider */
async function readAnswer(response: Response): Promise<CaptchaAnswer | null> {
  const body: unknown = await response.json().catch(() => null);
  if (typeof body !== 'object' || body === null) return null;
  const { success, hostname, action, ...rest } = body as Readonly<Record<string, unknown>>;
  if (typeof success !== 'boolean') return null;
  const errors = rest['error-codes'];
  return {
    success,
    hostname: String(hostname),
    action: String(action),
    solvedAt: Date.parse(String(rest['challenge_ts'])),
    errors: Array.isArray(errors) ? errors.map(String) : [],
  };
}
