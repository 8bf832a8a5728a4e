import { fileURLToPath } from 'node:url';
import { ADMINISTRATOR_FACTOR, type FactorRules } from '../accounts/users/factor-rules.js';
import { parseReservedUsernames, reservedForName } from '../accounts/users/reserved-usernames.js';
import { USERNAMES_SETTINGS, type UsernamesSetting } from '../accounts/users/username.js';
import type { Duration } from '../core/duration.js';
import { type ProfileClaim, parseProfileClaims } from '../core/profile-claims.js';
import type { PasswordPolicyConfig } from '../credentials/passwords/password-policy.js';
import type { Storage } from '../platform/database/open.js';
import { parseTrustedProxies } from '../platform/http/client-address.js';
import { isLocal, parseOrigins } from '../platform/http/origins.js';
import { parseTrustedDocuments, type TrustedDocuments } from '../platform/http/trusted-documents.js';
import { readConfiguredRules } from '../platform/rate-limits/configured-rules.js';
import type { Rules } from '../platform/rate-limits/rules.js';
import { parseAudiences } from '../sessions/audience.js';
import { SIGNING_ALGORITHMS, type SigningAlgorithm } from '../sessions/signing-keys/signing-algorithm.js';
import { readAuthSecrets } from './auth-secret-settings.js';
import { type BreachSettings, readBreaches } from './breach-settings.js';
import { type CaptchaSetting, readCaptcha } from './captcha-settings.js';
import { Environment, invalid, type SettingWarning, type Variables } from './environment.js';
import { type FraudSettings, readFraud } from './fraud-settings.js';
import { type HashingSettings, readHashing } from './hashing-settings.js';
import { type Lifetimes, readLifetimes } from './lifetimes.js';
import { type MailSettings, readMail } from './mail-settings.js';
import { type MailedCodeSettings, readMailedCodes } from './mailed-code-settings.js';
import { type MetricsConfig, readMetrics } from './metrics-settings.js';
import { misspeltSettings } from './misspelt-settings.js';
import { type PasskeySettings, readPasskeys } from './passkey-settings.js';
import { type ProviderSettings, readProviders } from './provider-settings.js';
import { LIMITS } from './registers.js';
import { readDataDir, readRedisUrl, readStorage } from './storage-settings.js';

export interface Config
  extends Lifetimes,
    MailSettings,
    MailedCodeSettings,
    PasskeySettings,
    BreachSettings,
    CaptchaSetting,
    FactorRules,
    FraudSettings,
    ProviderSettings {
  readonly host: string;
  readonly port: number;
  /** The issuer of tokens and the base of mailed links; null until a free port is known. */
  readonly publicUrl: string | null;
  /** Addresses and networks of proxies whose `X-Forwarded-For` is trusted. */
  readonly trustedProxies: readonly string[];
  /** Origins whose pages may read responses and use the refresh cookie. */
  readonly corsOrigins: readonly string[];
  /** Whether pages on localhost may do so too, on any port; for development only. */
  readonly localPages: boolean;
  readonly dataDir: string;
  readonly storage: Storage;
  /** Null if the service uses a generated secret in the data folder. */
  readonly authSecret: Buffer | null;
  /** Decrypts data from before the rotation of AUTH_SECRET. */
  readonly previousAuthSecret: Buffer | null;
  readonly signingAlgorithm: SigningAlgorithm;
  readonly signingKeyRotation: Duration;
  /** The claims in access tokens, introspection and `/session` in addition to id and role. */
  readonly accessTokenClaims: readonly ProfileClaim[];
  /** The audiences of access tokens; null for the issuer. */
  readonly accessTokenAudiences: readonly string[] | null;
  /** Null for a page under the public address. */
  readonly passwordResetUrl: string | null;
  /** Null for a page under the public address. */
  readonly emailVerificationUrl: string | null;
  /** Null for a page under the public address. */
  readonly emailChangeUrl: string | null;
  readonly cancelFactorRemovalUrl: string | null;
  /** Null for a page under the public address. */
  readonly forgotPasswordUrl: string | null;
  /** Usernames that users may not choose, in addition to the built-in list. */
  readonly reservedUsernames: readonly string[];
  /** `derived`: a registration may leave the username out. */
  readonly usernames: UsernamesSetting;
  /** Whether a user gets no session before the email address is verified. */
  readonly requireVerifiedEmail: boolean;
  readonly policy: PasswordPolicyConfig;
  readonly hashing: HashingSettings;
  readonly rateLimits: boolean;
  /** The rate limits of each operation. */
  readonly limits: Rules;
  /** Null if each instance counts alone. */
  readonly redisUrl: string | null;
  /** The access to `/metrics`; null if metrics are off. */
  readonly metrics: MetricsConfig | null;
  /** The time after SIGTERM in which the service still accepts requests. */
  readonly shutdownDelay: Duration;
  readonly introspection: boolean;
  /** Whether a federation gateway may use the service as a subgraph. */
  readonly federation: boolean;
  /** The only documents that the service answers; null if it answers any. */
  readonly trustedDocuments: TrustedDocuments | null;
  readonly logLevel: LogLevel;
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * Reads the whole configuration, once.
 * @throws StartupError that lists every problem
 */
export function readConfig(variables: Variables): Config {
  const { config, problems } = inspectConfig(variables);
  if (problems.length > 0) throw invalid(problems);
  return config;
}

/**
 * The same for an inspection without a start. Each problem begins with the name of the variable, which then
 * has its default.
 */
export function inspectConfig(variables: Variables): {
  readonly config: Config;
  readonly problems: readonly string[];
  readonly warnings: readonly SettingWarning[];
} {
  const environment = new Environment(variables);
  const config = Object.freeze(read(environment));
  const { problems, names } = environment;
  return { config, problems, warnings: [...environment.warnings, ...misspeltSettings(variables, names)] };
}

/** @returns the name of every variable that the service reads, for documentation */
export function variableNames(): string[] {
  const environment = new Environment({});
  read(environment);
  return environment.names;
}

function read(environment: Environment): Config {
  const port = environment.integer('PORT', 4000, { min: 0, max: 65_535 });
  const storage = readStorage(environment);
  const corsOrigins = environment.parsed<readonly string[] | null>('CORS_ORIGINS', null, parseOrigins);
  const setUrl = environment.httpUrl('PUBLIC_URL') ?? null;
  const mail = readMail(environment, setUrl);
  const publicUrl = setUrl ?? (port === 0 ? null : `http://localhost:${port}`);
  return {
    // Accepts an IPv6 address in brackets, as in a URL.
    host: environment.text('HOST', '127.0.0.1').replace(/^\[(.*)\]$/, '$1'),
    port,
    publicUrl,
    trustedProxies: environment.parsed('TRUST_PROXY', [], parseTrustedProxies),
    corsOrigins: corsOrigins ?? [],
    localPages: corsOrigins === null && storage.kind === 'embedded' && isLocal(publicUrl),
    dataDir: readDataDir(environment),
    storage,
    ...readAuthSecrets(environment, storage),
    signingAlgorithm: environment.oneOf('SIGNING_ALGORITHM', 'ES256', SIGNING_ALGORITHMS),
    // Far longer than the ten minutes that a key is published before it signs.
    signingKeyRotation: environment.duration('SIGNING_KEY_ROTATION', '90d', { min: '1h', max: '400d' }),
    ...readLifetimes(environment),
    accessTokenClaims: environment.parsed('ACCESS_TOKEN_CLAIMS', [], parseProfileClaims),
    accessTokenAudiences: environment.parsed('ACCESS_TOKEN_AUDIENCE', null, (text) =>
      parseAudiences(text, publicUrl),
    ),
    passwordResetUrl: environment.pageUrl('PASSWORD_RESET_URL') ?? null,
    emailVerificationUrl: environment.pageUrl('EMAIL_VERIFICATION_URL') ?? null,
    emailChangeUrl: environment.pageUrl('EMAIL_CHANGE_URL') ?? null,
    cancelFactorRemovalUrl: environment.pageUrl('CANCEL_FACTOR_REMOVAL_URL') ?? null,
    forgotPasswordUrl: environment.pageUrl('FORGOT_PASSWORD_URL') ?? null,
    ...mail,
    reservedUsernames: [
      ...environment.parsed('RESERVED_USERNAMES', [], parseReservedUsernames),
      ...reservedForName(mail.serviceName),
    ],
    usernames: environment.oneOf<UsernamesSetting>('USERNAMES', 'required', USERNAMES_SETTINGS),
    requireVerifiedEmail: environment.oneOf('REQUIRE_VERIFIED_EMAIL', 'off', ['on', 'off']) === 'on',
    // The embedded database is for trying, where no administrator has a second factor yet.
    mfaForAdministrators: environment.oneOf(
      'MFA_FOR_ADMINISTRATORS',
      storage.kind === 'postgresql' ? 'required' : 'optional',
      ADMINISTRATOR_FACTOR,
    ),
    mfaForEverybody: environment.oneOf('MFA_FOR_EVERYBODY', 'off', ['on', 'off']) === 'on',
    policy: {
      minLength: environment.integer('PASSWORD_MIN_LENGTH', 8, { min: 8, max: 64 }),
      minScore: environment.integer('PASSWORD_MIN_SCORE', 1, { min: 0, max: 4 }),
      serviceName: mail.serviceName,
    },
    ...readBreaches(environment),
    hashing: readHashing(environment),
    ...readFraud(environment),
    rateLimits: environment.oneOf('RATE_LIMITS', 'on', ['on', 'off']) === 'on',
    limits: environment.listed<Rules>('LIMITS', LIMITS, (file) => readConfiguredRules(file, LIMITS)),
    redisUrl: readRedisUrl(environment),
    metrics: readMetrics(environment),
    // With defaults, HAProxy notices after three checks, one every two seconds.
    shutdownDelay: environment.duration('SHUTDOWN_DELAY', storage.kind === 'embedded' ? '0s' : '8s', {
      min: '0s',
      max: '10m',
    }),
    introspection:
      environment.oneOf('INTROSPECTION', storage.kind === 'embedded' ? 'on' : 'off', ['on', 'off']) === 'on',
    ...readMailedCodes(environment),
    ...readPasskeys(environment, publicUrl),
    ...readCaptcha(environment),
    ...readProviders(environment),
    federation: environment.oneOf('FEDERATION', 'off', ['on', 'off']) === 'on',
    trustedDocuments: environment.parsed('TRUSTED_DOCUMENTS', null, (text) =>
      parseTrustedDocuments(text, CLIENT_DOCUMENTS),
    ),
    logLevel: environment.oneOf<LogLevel>('LOG_LEVEL', 'info', LOG_LEVELS),
  };
}

/** The operations of `@latchkey/client`. */
const CLIENT_DOCUMENTS = fileURLToPath(
  new URL('../generated/client/trusted-documents.json', import.meta.url),
);
