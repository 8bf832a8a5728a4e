import type { ExaminedConfig } from './examined-settings.js';
import { type Finding, ok, problem, skipped } from './finding.js';

const TIME_LIMIT_MS = 3_000;

/**
 * Checks from outside whether the metrics are public. An attacker who requests password resets and reads the
 * counter of delivered mails learns which addresses have an account.
 */
export async function checkMetrics({ metrics, publicUrl }: ExaminedConfig): Promise<Finding[]> {
  if (metrics === null || publicUrl === null) return [];
  const check = 'metrics';
  const address = `${publicUrl}/metrics`;
  const status = await statusOf(address);
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

async function statusOf(address: string): Promise<number | null> {
  const request = { redirect: 'manual', signal: AbortSignal.timeout(TIME_LIMIT_MS) } as const;
  return fetch(address, request).then(
    async (response) => {
      await response.body?.cancel();
      return response.status;
    },
    () => null,
  );
}
