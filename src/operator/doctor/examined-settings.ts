import type { Randomness } from '../../core/randomness.js';
import type { DerivedKeys } from '../../core/secret-box.js';
import type { BreachSource } from '../../credentials/breached-passwords/breached-passwords.js';
import type { ProviderConfig } from '../../flows/provider-sign-in/provider.js';
import type { CaptchaSettings } from '../../platform/captcha/captcha-check.js';
import type { Storage } from '../../platform/database/open.js';
import type { SmtpServer } from '../../platform/mail/smtp-server.js';
import type { Rules } from '../../platform/rate-limits/rules.js';

/** The part of the configuration that is checked. A setting that cannot be read counts as not set. */
export interface ExaminedConfig {
  readonly storage: Storage;
  readonly dataDir: string;
  readonly authSecret: Buffer | null;
  readonly previousAuthSecret: Buffer | null;
  /** Derives every key from a secret and from the previous one. */
  readonly deriveKeys: (authSecret: Buffer, randomness: Randomness, previous: Buffer | null) => DerivedKeys;
  readonly publicUrl: string | null;
  /** The RP ID of passkeys; null if it is the host of the public address. */
  readonly webauthnRpId: string | null;
  readonly corsOrigins: readonly string[];
  readonly trustedProxies: readonly string[];
  readonly rateLimits: boolean;
  readonly limits: Rules;
  readonly redisUrl: string | null;
  readonly smtp: SmtpServer | null;
  readonly serviceName: string;
  readonly supportAddress: string | null;
  readonly requireVerifiedEmail: boolean;
  readonly mfaForAdministrators: 'required' | 'optional';
  readonly metrics: object | null;
  readonly passwordBreaches: BreachSource;
  readonly captcha: CaptchaSettings | null;
  readonly mailedCodes: 'off' | 'sign-in' | 'registration';
  readonly signInProviders: readonly ProviderConfig[];
}

/** A setting that has no effect. */
export interface IneffectiveSetting {
  readonly setting: string;
  readonly warning: string;
}

/** The settings, as far as they can be read. */
export interface Settings {
  readonly config: ExaminedConfig;
  /** Whether `PUBLIC_URL` is set, rather than derived from the port. */
  readonly hasPublicUrl: boolean;
  /** Each problem begins with the name of the variable that cannot be read. */
  readonly problems: readonly string[];
  readonly warnings: readonly IneffectiveSetting[];
}
