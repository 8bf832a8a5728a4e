import type { ExaminedConfig } from './examined-settings.js';
import { type Finding, ok, problem } from './finding.js';

/** @param issuers the issuers of the instances that are running */
export function checkInstances(issuers: readonly string[], { publicUrl }: ExaminedConfig): Finding[] {
  const check = 'instances';
  if (issuers.length === 0 || publicUrl === null) return [];
  const others = issuers.filter((issuer) => issuer !== publicUrl);
  return [
    others.length === 0
      ? ok(check, `Every instance that serves at this moment serves as ${publicUrl}.`)
      : problem(
          check,
          `An instance over this database serves as ${others.join(' and ')}, and these settings say ${publicUrl}.`,
          'Set the same PUBLIC_URL for all instances: each refuses the tokens of another issuer.',
        ),
  ];
}
