import { readPostgresqlUrl } from '../../platform/database/postgresql-url.js';
import { isLoopback } from '../../platform/mail/smtp-server.js';
import { guessesADay, MOST_GUESSES_A_DAY } from '../../platform/rate-limits/guesses-a-day.js';
import type { ExaminedConfig, IneffectiveSetting } from './examined-settings.js';
import { type Finding, ok, problem, warning } from './finding.js';

const OLDEST_NODE = [20, 19] as const;

export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const isNew = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  return isNew
    ? ok('node', `Node.js ${version}.`)
    : problem('node', `Node.js ${version} is too old.`, `Install ${OLDEST_NODE.join('.')} or later.`);
}

/** @param problems the problems of the configuration, each beginning with its variable */
export function checkConfiguration(problems: readonly string[]): Finding[] {
  const others = problems.filter((sentence) => !sentence.startsWith('AUTH_SECRET '));
  if (others.length === 0) return [ok('configuration', 'All settings are valid.')];
  return others.map((sentence) =>
    problem(
      'configuration',
      `${sentence}.`,
      'Correct the setting: the service does not start with an invalid one.',
    ),
  );
}

export function checkWarnings(warnings: readonly IneffectiveSetting[]): Finding[] {
  return warnings.map(({ setting, warning: sentence }) =>
    warning('settings', `${setting} ${sentence}`.replace(/(?<![.?])$/, '.'), 'The setting has no effect.'),
  );
}

export function checkSecret({ storage, authSecret }: ExaminedConfig, problems: readonly string[]): Finding {
  const wrong = problems.find((sentence) => sentence.startsWith('AUTH_SECRET '));
  if (wrong !== undefined)
    return problem(
      'secret',
      `${wrong.replace(/; make one.*/, '')}.`,
      'Set the secret of this database; for a new database make one with: openssl rand -hex 32',
    );
  if (authSecret !== null) return ok('secret', 'AUTH_SECRET is set and long enough.');
  return storage.kind === 'embedded'
    ? ok('secret', 'The secret in the data folder is used; the first start generates it.')
    : problem('secret', 'AUTH_SECRET is not set.', 'Make one with: openssl rand -hex 32');
}

export function checkPublicUrl({ publicUrl, storage }: ExaminedConfig, isSet: boolean): Finding {
  const check = 'public-url';
  const url = publicUrl === null ? null : new URL(publicUrl);
  if (!isSet || url === null) {
    const sentence = `PUBLIC_URL is not set: links in mails lead to ${publicUrl ?? 'http://localhost:…'}.`;
    return storage.kind === 'embedded'
      ? ok(check, sentence)
      : problem(check, sentence, 'Set it to the https address at which browsers reach the service.');
  }
  if (url.protocol === 'https:') return ok(check, `PUBLIC_URL is ${publicUrl}.`);
  const sentence = `PUBLIC_URL is not https: ${publicUrl}.`;
  return isLoopback(hostOf(url))
    ? ok(check, `${sentence} This is safe on this machine only.`)
    : problem(
        check,
        sentence,
        'Put a proxy with TLS in front: passwords and tokens must not travel unencrypted.',
      );
}

/** What users see as the origin of mails. */
export function checkMailIdentity({ serviceName, supportAddress }: ExaminedConfig): Finding {
  const support = supportAddress ?? 'no address (SUPPORT_ADDRESS)';
  return ok('mail-identity', `Mails name the service "${serviceName}", and ${support} for help.`);
}

/** Settings that work, but have a risk that the operator should know. */
export function checkExposure(config: ExaminedConfig): Finding[] {
  const { corsOrigins, trustedProxies, rateLimits, storage, smtp, requireVerifiedEmail, redisUrl } = config;
  const plain = corsOrigins.filter((origin) => isPlain(new URL(origin), 'http:'));
  const wide = trustedProxies.filter(isWide);
  const guesses = guessesADay(config.limits);
  const inProduction = storage.kind === 'postgresql';
  return [
    ...(plain.length > 0
      ? [
          warning(
            'cors-origins',
            `CORS_ORIGINS contains origins without https: ${plain.join(', ')}.`,
            'Use https: an attacker on the network can change such a page and use the session of its visitor.',
          ),
        ]
      : []),
    ...(wide.length > 0
      ? [
          warning(
            'trust-proxy',
            `TRUST_PROXY contains very large networks: ${wide.join(', ')}.`,
            'Name only your proxies: a client in such a network can choose the address that rate limits count.',
          ),
        ]
      : []),
    ...(rateLimits
      ? []
      : [
          warning(
            'rate-limits',
            'RATE_LIMITS is off.',
            'Turn it on: without limits, attackers can guess passwords at full speed.',
          ),
        ]),
    ...(guesses > MOST_GUESSES_A_DAY
      ? [
          warning(
            'limits',
            `LIMITS allows ${Number.isFinite(guesses) ? guesses : 'any number of'} wrong passwords a day for one account.`,
            `Allow at most ${MOST_GUESSES_A_DAY} in total (NIST SP 800-63B-4 §3.2.2).`,
          ),
        ]
      : []),
    ...(inProduction && smtp === null
      ? [warning('smtp', 'SMTP_URL is not set: mails are written to files.', 'Set SMTP_URL and MAIL_FROM.')]
      : []),
    ...(requireVerifiedEmail && smtp === null
      ? [
          warning(
            'verified-email',
            'REQUIRE_VERIFIED_EMAIL is on, but the links are written to files: new users cannot sign in.',
            'Set SMTP_URL and MAIL_FROM.',
          ),
        ]
      : []),
    ...(config.mailedCodes !== 'off' && smtp === null
      ? [
          warning(
            'mailed-codes',
            'MAILED_CODES is on, but the codes are written to files: users cannot sign in with them.',
            'Set SMTP_URL and MAIL_FROM.',
          ),
        ]
      : []),
    ...(redisUrl !== null && isPlain(new URL(redisUrl), 'redis:')
      ? [
          warning(
            'redis-tls',
            'The connection to Redis is not encrypted.',
            'Use rediss://, or a private network.',
          ),
        ]
      : []),
    ...(inProduction && isUnverified(storage.url)
      ? [
          warning(
            'database-tls',
            'The connection to PostgreSQL is not encrypted and verified.',
            'Add sslmode=verify-full to DATABASE_URL, or use a private network.',
          ),
        ]
      : []),
  ];
}

function isPlain(url: URL, protocol: string): boolean {
  return url.protocol === protocol && !isLoopback(hostOf(url));
}

/** A Unix socket has no host. */
function isUnverified(databaseUrl: string): boolean {
  const reading = readPostgresqlUrl(databaseUrl);
  if ('problem' in reading) return false;
  const { host, sslMode } = reading.value;
  return host !== '' && !isLoopback(host) && sslMode !== 'verify-full';
}

/** A private IPv4 network has a prefix of at least 8, and an IPv6 site one of at least 32. */
function isWide(range: string): boolean {
  const [address = '', prefix] = range.split('/');
  return Number(prefix) < (address.includes(':') ? 32 : 8);
}

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}
