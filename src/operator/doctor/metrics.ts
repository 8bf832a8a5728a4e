import { Duration } from '../../core/duration.js';
import { statusOf } from '../../platform/outgoing-http/status-of.js';
import type { ExaminedConfig } from './examined-settings.js';
import { type Finding, ok, problem, skipped } from './finding.js';

const TIME_LIMIT = Duration.seconds(3);

/**
 * Checks from outside whether the metrics are public. An attacker who requests password resets and reads the
 * counter of delivered mails learns which addresses have an account.
 */
export async function checkMetrics({ metrics, publicUrl }: ExaminedConfig): Promise<Finding[]> {
  if (metrics === null || publicUrl === null) return [];
  const check = 'metrics';
  const address = `${publicUrl}/metrics`;
  const status = await statusOf(address, TIME_LIMIT);
  if (status === null) return [skipped(check, `${address} cannot be reached from here.`)];
  if (status >= 400) return [ok(check, `${address} is closed to the public (${status}).`)];
  return [
    problem(
      check,
      `${address} answers without a token (${status}).`,
      'Block /metrics at the proxy, and scrape the listener at METRICS_PORT.',
    ),
  ];
}
