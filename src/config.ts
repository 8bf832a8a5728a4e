import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAuthSecret } from './auth-secret.js';
import type { Duration } from './core/duration.js';
import { StartupError } from './core/errors.js';
import type { Storage } from './database/open.js';
import { Environment } from './environment.js';
import { parseTrustedProxies } from './http/client-address.js';
import { parseOrigins } from './http/origins.js';
import { parseTrustedDocuments, type TrustedDocuments } from './http/trusted-documents.js';
import { type Amount, NOTHING, parseAmount } from './ledger/amount.js';
import { LOCAL_SENDER, parseSender, type Sender } from './mail/sender.js';
import { parseSmtpUrl, type SmtpServer } from './mail/smtp-server.js';
import { DEFAULT_COST, type HashingCost, isStrongEnough } from './passwords/hashing-cost.js';
import { readConfiguredRules } from './rate-limits/configured-rules.js';
import { parseRedisUrl } from './rate-limits/redis-url.js';
import { LIMITS, type Rules } from './rate-limits/rules.js';
import { SIGNING_ALGORITHMS, type SigningAlgorithm } from './signing-keys/signing-algorithm.js';

export interface Config {
  readonly host: string;
  readonly port: number;
  /** The issuer of tokens and the base of mailed links; null until a free port is known. */
  readonly publicUrl: string | null;
  /** Addresses and networks of proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** Origins whose pages may read answers and use the refresh cookie. */
  readonly corsOrigins: readonly string[];
  readonly dataDir: string;
  readonly storage: Storage;
  /** Null where it is to be generated into the data folder. */
  readonly authSecret: Buffer | null;
  /** Opens what was sealed before AUTH_SECRET was rotated. */
  readonly previousAuthSecret: Buffer | null;
  readonly signingAlgorithm: SigningAlgorithm;
  readonly signingKeyRotation: Duration;
  readonly accessTokenTtl: Duration;
  readonly refreshTokenTtl: Duration;
  readonly refreshGrace: Duration;
  readonly passwordResetTtl: Duration;
  /** Null: under the public address. */
  readonly passwordResetUrl: string | null;
  readonly emailVerificationTtl: Duration;
  /** Null: under the public address, and so for the next. */
  readonly emailVerificationUrl: string | null;
  readonly emailChangeUrl: string | null;
  readonly smtp: SmtpServer | null;
  readonly mailFrom: Sender;
  readonly policy: { readonly minLength: number; readonly minScore: number };
  readonly hashing: { readonly cost: HashingCost; readonly concurrency: number; readonly queueLimit: number };
  /** What a referrer is credited with when who they referred has verified an address. */
  readonly referralReward: Amount;
  readonly deviceAccountsLimit: number;
  readonly deviceAccountsWindow: Duration;
  readonly deviceAccountsPolicy: 'tell' | 'refuse';
  readonly rateLimits: boolean;
  /** How often each operation may be tried. */
  readonly limits: Rules;
  /** Null: each instance counts alone. */
  readonly redisUrl: string | null;
  /** Whether `/metrics` is there. */
  readonly metrics: boolean;
  readonly introspection: boolean;
  /** Whether a federation gateway may have it as a subgraph. */
  readonly federation: boolean;
  /** The only documents that are answered; null: any is. */
  readonly trustedDocuments: TrustedDocuments | null;
  readonly logLevel: LogLevel;
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * The whole configuration, read once.
 * @throws StartupError that lists every problem
 */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const { config, problems } = inspectConfig(variables);
  if (problems.length > 0)
    throw new StartupError(`The configuration is not valid:\n${problems.map((p) => `  - ${p}`).join('\n')}`);
  return config;
}

/** The same for who looks and does not start: each problem begins with the variable, which counts as not set. */
export function inspectConfig(variables: Readonly<Record<string, string | undefined>>): {
  readonly config: Config;
  readonly problems: readonly string[];
} {
  const environment = new Environment(variables);
  const config = Object.freeze(read(environment));
  return { config, problems: environment.problems };
}

/** The name of every variable that is read, for whoever documents them. */
export function variableNames(): string[] {
  const environment = new Environment({});
  read(environment);
  return environment.names;
}

function read(environment: Environment): Config {
  const port = environment.integer('PORT', 4000, { min: 0, max: 65_535 });
  const dataDir = path.resolve(environment.text('DATA_DIR', './data'));
  const storage = readStorage(environment, dataDir);
  return {
    host: environment.text('HOST', '127.0.0.1'),
    port,
    publicUrl: environment.httpUrl('PUBLIC_URL') ?? (port === 0 ? null : `http://localhost:${port}`),
    trustedProxies: environment.parsed('TRUST_PROXY', [], parseTrustedProxies),
    corsOrigins: environment.parsed('CORS_ORIGINS', [], parseOrigins),
    dataDir,
    storage,
    ...readAuthSecrets(environment, storage),
    signingAlgorithm: environment.oneOf('SIGNING_ALGORITHM', 'ES256', SIGNING_ALGORITHMS),
    // A key is published ten minutes before it signs.
    signingKeyRotation: environment.duration('SIGNING_KEY_ROTATION', '90d', { min: '1h', max: '400d' }),
    ...readLifetimes(environment),
    passwordResetUrl: environment.httpUrl('PASSWORD_RESET_URL') ?? null,
    emailVerificationUrl: environment.httpUrl('EMAIL_VERIFICATION_URL') ?? null,
    emailChangeUrl: environment.httpUrl('EMAIL_CHANGE_URL') ?? null,
    ...readMail(environment),
    policy: {
      minLength: environment.integer('PASSWORD_MIN_LENGTH', 8, { min: 8, max: 64 }),
      minScore: environment.integer('PASSWORD_MIN_SCORE', 1, { min: 0, max: 4 }),
    },
    hashing: readHashing(environment),
    ...readFraud(environment),
    rateLimits: environment.oneOf('RATE_LIMITS', 'on', ['on', 'off']) === 'on',
    limits: environment.listed<Rules>('LIMITS', LIMITS, readConfiguredRules),
    redisUrl: readRedisUrl(environment),
    metrics: environment.oneOf('METRICS', 'off', ['on', 'off']) === 'on',
    introspection:
      environment.oneOf('INTROSPECTION', storage.kind === 'embedded' ? 'on' : 'off', ['on', 'off']) === 'on',
    federation: environment.oneOf('FEDERATION', 'off', ['on', 'off']) === 'on',
    trustedDocuments: environment.parsed('TRUSTED_DOCUMENTS', null, (text) =>
      parseTrustedDocuments(text, CLIENT_DOCUMENTS),
    ),
    logLevel: environment.oneOf<LogLevel>('LOG_LEVEL', 'info', LOG_LEVELS),
  };
}

/** The operations of `latchkey/client`. */
const CLIENT_DOCUMENTS = fileURLToPath(new URL('./generated/sdk/trusted-documents.json', import.meta.url));

function readStorage(environment: Environment, dataDir: string): Storage {
  const embedded: Storage = { kind: 'embedded', dataDir };
  return environment.parsed<Storage>('DATABASE_URL', embedded, (text) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    // An `@` in the path is the end of a password that was not escaped: what follows would be taken for the host.
    const fits = url !== null && /^postgres(ql)?:$/.test(url.protocol) && !url.pathname.includes('@');
    return fits
      ? { value: { kind: 'postgresql', url: text } }
      : { problem: 'must be an address such as postgresql://user:password@host/database' };
  });
}

function readAuthSecrets(environment: Environment, storage: Storage) {
  const read = (name: string) =>
    environment.parsed<Buffer | null>(name, null, (text) => {
      const value = parseAuthSecret(text);
      return value === null
        ? {
            problem: 'must be at least 32 random bytes as hex or base64; make one with: openssl rand -hex 32',
          }
        : { value };
    });
  const [authSecret, previousAuthSecret] = [read('AUTH_SECRET'), read('AUTH_SECRET_PREVIOUS')];
  if (
    storage.kind === 'postgresql' &&
    authSecret === null &&
    !environment.problems.some((p) => p.startsWith('AUTH_SECRET '))
  )
    environment.problems.push(
      'AUTH_SECRET must be set with DATABASE_URL; make one with: openssl rand -hex 32',
    );
  if (previousAuthSecret !== null && (authSecret === null || authSecret.equals(previousAuthSecret)))
    environment.problems.push('AUTH_SECRET_PREVIOUS must be another secret, beside AUTH_SECRET');
  return { authSecret, previousAuthSecret };
}

function readLifetimes(environment: Environment) {
  return {
    accessTokenTtl: environment.duration('ACCESS_TOKEN_TTL', '15m', { min: '1s', max: '1d' }),
    refreshTokenTtl: environment.duration('REFRESH_TOKEN_TTL', '30d', { min: '1s', max: '400d' }),
    // RT-7: the longer a used token is answered, the longer a thief may use it.
    refreshGrace: environment.duration('REFRESH_GRACE', '10s', { min: '0s', max: '30s' }),
    // NIST SP 800-63B §4.2.1.2 lets a mailed code live for a day at the most.
    passwordResetTtl: environment.duration('PASSWORD_RESET_TTL', '30m', { min: '1s', max: '24h' }),
    emailVerificationTtl: environment.duration('EMAIL_VERIFICATION_TTL', '24h', { min: '1h', max: '24h' }),
  };
}

function readMail(environment: Environment) {
  const smtp = environment.parsed('SMTP_URL', null, (text) => {
    const value = parseSmtpUrl(text);
    return value === null ? { problem: 'must be an address such as smtps://user:password@host' } : { value };
  });
  const mailFrom = environment.parsed<Sender | null>('MAIL_FROM', null, (text) => {
    const value = parseSender(text);
    return value === null
      ? { problem: 'must be an address such as Example <no-reply@example.com>' }
      : { value };
  });
  if (smtp !== null && mailFrom === null) environment.problems.push('MAIL_FROM must be set with SMTP_URL');
  return { smtp, mailFrom: mailFrom ?? LOCAL_SENDER };
}

function readFraud(environment: Environment) {
  return {
    referralReward: environment.parsed('REFERRAL_REWARD', NOTHING, (text) => {
      const value = parseAmount(text);
      return value === null || !/^\d{1,7}\./.test(value)
        ? { problem: 'must be an amount such as 5.00, from 0.00 to 9999999.99' }
        : { value };
    }),
    deviceAccountsLimit: environment.integer('DEVICE_ACCOUNTS_LIMIT', 5, { min: 1, max: 1000 }),
    deviceAccountsWindow: environment.duration('DEVICE_ACCOUNTS_WINDOW', '24h', { min: '1m', max: '30d' }),
    deviceAccountsPolicy: environment.oneOf('DEVICE_ACCOUNTS_POLICY', 'tell', ['tell', 'refuse'] as const),
  };
}

function readRedisUrl(environment: Environment): string | null {
  return environment.parsed<string | null>('REDIS_URL', null, (text) => {
    const value = parseRedisUrl(text);
    return value === null
      ? { problem: 'must be an address such as redis://user:password@host:6379/0, or rediss:// for TLS' }
      : { value };
  });
}

function readHashing(environment: Environment): Config['hashing'] {
  const cost: HashingCost = {
    memoryKib: environment.integer('ARGON2_MEMORY_KIB', DEFAULT_COST.memoryKib, { min: 8, max: 4_194_304 }),
    timeCost: environment.integer('ARGON2_TIME_COST', DEFAULT_COST.timeCost, { min: 1, max: 100 }),
    parallelism: environment.integer('ARGON2_PARALLELISM', DEFAULT_COST.parallelism, { min: 1, max: 64 }),
  };
  if (!isStrongEnough(cost))
    environment.problems.push(
      'ARGON2_MEMORY_KIB and ARGON2_TIME_COST must be at least 19456 and 2, or 47104 and 1 (OWASP)',
    );
  return {
    cost,
    concurrency: environment.integer('HASH_CONCURRENCY', availableParallelism(), { min: 1, max: 1024 }),
    queueLimit: environment.integer('HASH_QUEUE_LIMIT', 128, { min: 0, max: 100_000 }),
  };
}
