import type { Clock } from '../../core/clock.js';
import { Duration } from '../../core/duration.js';
import { AuthError } from '../../core/errors.js';
import { describeFailure } from '../../core/failure.js';
import type { Log } from '../../core/log.js';
import type { Metric } from '../../core/metric.js';
import { RepeatedFailures } from '../../core/repeated-failures.js';
import type { AuditTrail } from '../audit/audit-trail.service.js';
import type { RequestContext } from '../graphql/context.js';
import {
  CaptchaCheck,
  type CaptchaProviderName,
  type CaptchaSettings,
  type CaptchaVerdict,
} from './captcha-check.js';

export interface CaptchaConfig {
  /** Null if the service asks for no captcha. */
  readonly captcha: CaptchaSettings | null;
  readonly publicUrl: string;
  readonly corsOrigins: readonly string[];
}

export interface CaptchaDeps {
  clock: Clock;
  log: Pick<Log, 'warn' | 'error'>;
  audit: Pick<AuditTrail, 'recordBeside'>;
}

/** What pages need to know of the captcha. */
export interface PublishedCaptcha {
  readonly provider: CaptchaProviderName;
  readonly siteKey: string | null;
  readonly operations: string[];
}

const TOLD_EVERY = Duration.minutes(1);

/**
 * Asks for a solved captcha before operations that robots misuse (ASVS 2.4.1). If the provider is down, the operation
 * goes on: the limits still hold, and users must not be locked out by another company.
 */
export class Captcha {
  readonly #active: { readonly settings: CaptchaSettings; readonly check: CaptchaCheck } | null;
  readonly #failures: RepeatedFailures;
  #unavailable = 0;

  constructor(
    private readonly deps: CaptchaDeps,
    { captcha, publicUrl, corsOrigins }: CaptchaConfig,
  ) {
    const hostnames = captcha?.hostnames ?? [publicUrl, ...corsOrigins].map((url) => new URL(url).hostname);
    this.#active = captcha && {
      settings: captcha,
      check: new CaptchaCheck({ ...captcha, hostnames }, deps.clock),
    };
    this.#failures = new RepeatedFailures(deps.log, TOLD_EVERY);
  }

  get metrics(): readonly Metric[] {
    const metric: Metric = {
      name: 'latchkey_captcha_unavailable_total',
      help: 'Operations that went on because the captcha provider was not available',
      kind: 'counter',
      read: () => this.#unavailable,
    };
    return this.#active === null ? [] : [metric];
  }

  describe(): PublishedCaptcha | null {
    if (this.#active === null) return null;
    const { provider, siteKey, operations } = this.#active.settings;
    return { provider, siteKey, operations: [...operations] };
  }

  /**
   * Call it after the limits have counted the attempt: otherwise the service would send requests to the provider as
   * fast as an attacker wants.
   * @throws CAPTCHA_REQUIRED, RATE_LIMITED
   */
  async require(operation: string, context: RequestContext): Promise<void> {
    const active = this.#active;
    if (active === null || !active.settings.operations.includes(operation)) return;
    if ((await context.findService()) !== null) return;
    const { provider, siteKey } = active.settings;
    const token = context.captchaToken;
    const verdict =
      token === null ? 'refused' : await this.#verdictOf(active.check, token, operation, context);
    if (verdict === 'refused')
      throw new AuthError('CAPTCHA_REQUIRED', { provider, siteKey, again: token !== null });
  }

  async #verdictOf(
    check: CaptchaCheck,
    token: string,
    operation: string,
    { requestMeta }: RequestContext,
  ): Promise<CaptchaVerdict> {
    try {
      return await check.verdictOn(token, operation);
    } catch (error) {
      this.#unavailable += 1;
      this.#failures.tell('warn', { failure: describeFailure(error) }, 'captcha check failed');
      this.deps.audit.recordBeside({ type: 'captcha_unavailable', operation, requestMeta });
      return 'passed';
    }
  }
}
