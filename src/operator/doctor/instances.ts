import type { ExaminedConfig } from './examined-settings.js';
import { type Finding, ok, problem } from './finding.js';

/** @param issuers the issuers of the instances that are running */
export function checkInstances(issuers: readonly string[], { publicUrl }: ExaminedConfig): Finding[] {
  const check = 'instances';
  if (issuers.length === 0 || publicUrl === null) return [];
  const others = issuers.filter((issuer) => issuer !== publicUrl);
  return [
    others.length === 0
      ? ok(check, `All running instances use the PUBLIC_URL ${publicUrl}.`)
      : problem(
          check,
          `Another instance of this database uses the PUBLIC_URL ${others.join(' and ')}, these settings use ${publicUrl}.`,
          'Set the same PUBLIC_URL for all instances: each one refuses the tokens of other issuers.',
        ),
  ];
}
