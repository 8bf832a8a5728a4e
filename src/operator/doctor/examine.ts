import type { Clock } from '../../core/clock.js';
import type { Log } from '../../core/log.js';
import { checkClock } from './clock.js';
import type { ExaminedConfig, Settings } from './examined-settings.js';
import type { Finding } from './finding.js';
import { checkMetrics } from './metrics.js';
import { checkOtherHosts } from './other-hosts.js';
import { type Visit, visitFolder, visitMailFolder, visitPostgresql, visitRedis, visitSmtp } from './parts.js';
import { checkProviders } from './providers.js';
import {
  checkConfiguration,
  checkExposure,
  checkMailIdentity,
  checkNode,
  checkPublicUrl,
  checkSecret,
  checkWarnings,
} from './settings.js';

export interface Examined {
  readonly settings: Settings;
  readonly nodeVersion: string;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Checks everything that the service depends on, and changes nothing. One failed check does not stop the
 * others. A part whose setting cannot be read is not checked.
 */
export async function examine({ settings, nodeVersion, clock, log }: Examined): Promise<Finding[]> {
  const { config, hasPublicUrl, problems, warnings } = settings;
  const isReadable = (name: string) => !problems.some((sentence) => sentence.startsWith(`${name} `));
  const visits = await visit(config, isReadable, clock, log);
  return [
    checkNode(nodeVersion),
    ...checkConfiguration(problems),
    ...checkWarnings(warnings),
    checkSecret(config, problems),
    ...visits.flatMap(({ findings }) => findings),
    checkClock(visits.flatMap(({ comparison }) => comparison ?? [])),
    ...(isReadable('PUBLIC_URL') ? [checkPublicUrl(config, hasPublicUrl)] : []),
    checkMailIdentity(config),
    ...checkExposure(config),
    ...(await checkMetrics(config)),
    ...(await checkOtherHosts(config, clock)),
    // The settings of one provider that cannot be read leave others without a meaning.
    ...(problems.some((sentence) => sentence.startsWith('SIGN_IN_')) ? [] : await checkProviders(config)),
  ];
}

async function visit(
  config: ExaminedConfig,
  isReadable: (name: string) => boolean,
  clock: Clock,
  log: Log,
): Promise<Visit[]> {
  const { storage, redisUrl, smtp } = config;
  const alone = async (findings: Promise<readonly Finding[]>): Promise<Visit> => ({
    findings: await findings,
  });
  // One after the other: each visit compares clocks, and a parallel one would delay its answer.
  return [
    ...(storage.kind === 'postgresql' ? [await visitPostgresql(storage, config, clock, log)] : []),
    ...(storage.kind === 'embedded' && isReadable('DATABASE_URL') ? [await alone(visitFolder(config))] : []),
    ...(storage.kind === 'postgresql' && smtp === null ? [await alone(visitMailFolder(config))] : []),
    ...(redisUrl === null ? [] : [await visitRedis(redisUrl, clock)]),
    ...(smtp === null ? [] : [await alone(visitSmtp(smtp).then((finding) => [finding]))]),
  ];
}
