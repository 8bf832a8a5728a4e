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
  if (others.length === 0) return [ok('configuration', 'Every setting can be read.')];
  return others.map((sentence) =>
    problem(
      'configuration',
      `${sentence}.`,
      'Correct it: nothing starts with a setting that cannot be read.',
    ),
  );
}

export function checkWarnings(warnings: readonly IneffectiveSetting[]): Finding[] {
  return warnings.map(({ setting, warning: sentence }) =>
    warning('settings', `${setting} ${sentence}`.replace(/(?<![.?])$/, '.'), 'It has no effect as it is.'),
  );
}

export function checkSecret({ storage, authSecret }: ExaminedConfig, problems: readonly string[]): Finding {
  const wrong = problems.find((sentence) => sentence.startsWith('AUTH_SECRET '));
  if (wrong !== undefined)
    return problem(
      'secret',
      `${wrong.replace(/; make one.*/, '')}.`,
      'Use the one that this database was used with; for a new database make one with: openssl rand -hex 32',
    );
  if (authSecret !== null) return ok('secret', 'AUTH_SECRET is set, and long enough.');
  return storage.kind === 'embedded'
    ? ok('secret', 'The secret is the one in the data folder, generated at the first start.')
    : problem('secret', 'AUTH_SECRET is not set.', 'Make one with: openssl rand -hex 32');
}

export function checkPublicUrl({ publicUrl, storage }: ExaminedConfig, isSet: boolean): Finding {
  const check = 'public-url';
  const url = publicUrl === null ? null : new URL(publicUrl);
  if (!isSet || url === null) {
    const sentence = `PUBLIC_URL is not set: links in mails lead to ${publicUrl ?? 'http://localhost:…'}.`;
    return storage.kind === 'embedded'
      ? ok(check, sentence)
      : problem(check, sentence, 'Set it to the https address that browsers find the service at.');
  }
  if (url.protocol === 'https:') return ok(check, `PUBLIC_URL is ${publicUrl}.`);
  const sentence = `PUBLIC_URL is not https: ${publicUrl}.`;
  return isLoopback(hostOf(url))
    ? ok(check, `${sentence} On this machine alone that is well.`)
    : problem(check, sentence, 'Let a proxy end TLS: passwords and tokens must not travel in the clear.');
}

/** Settings that work, but have a risk that the operator should know. */
export function checkExposure(config: ExaminedConfig): Finding[] {
  const { corsOrigins, trustedProxies, rateLimits, storage, smtp, redisUrl } = config;
  const plain = corsOrigins.filter((origin) => isPlain(new URL(origin), 'http:'));
  const wide = trustedProxies.filter(isWide);
  const guesses = guessesADay(config.limits);
  const inProduction = storage.kind === 'postgresql';
  return [
    ...(plain.length > 0
      ? [
          warning(
            'cors-origins',
            `CORS_ORIGINS holds what is not https: ${plain.join(', ')}.`,
            'Whoever is between can change such a page, and use the session of its visitor.',
          ),
        ]
      : []),
    ...(wide.length > 0
      ? [
          warning(
            'trust-proxy',
            `TRUST_PROXY holds ${wide.join(', ')}, which is much wider than proxies are.`,
            'Name your proxies: everybody in there chooses the address that limits count.',
          ),
        ]
      : []),
    ...(rateLimits
      ? []
      : [
          warning(
            'rate-limits',
            'RATE_LIMITS is off.',
            'Anybody may guess passwords as fast as they are hashed.',
          ),
        ]),
    ...(guesses > MOST_GUESSES_A_DAY
      ? [
          warning(
            'limits',
            `LIMITS lets ${Number.isFinite(guesses) ? guesses : 'any number of'} wrong passwords a day through for one account.`,
            `Keep it at ${MOST_GUESSES_A_DAY}, all budgets together (NIST SP 800-63B-4 §3.2.2).`,
          ),
        ]
      : []),
    ...(inProduction && smtp === null
      ? [warning('smtp', 'SMTP_URL is not set: mails are written to files.', 'Set SMTP_URL and MAIL_FROM.')]
      : []),
    ...(redisUrl !== null && isPlain(new URL(redisUrl), 'redis:')
      ? [
          warning(
            'redis-tls',
            'Redis is spoken to in the clear.',
            'Use rediss://, or a network that is yours alone.',
          ),
        ]
      : []),
    ...(inProduction && isUnverified(storage.url)
      ? [
          warning(
            'database-tls',
            'The connection to PostgreSQL is not encrypted and verified.',
            'Add sslmode=verify-full to DATABASE_URL, or use a network that is yours alone.',
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
