import type { Finding } from '../../../src/operator/doctor/finding.js';
import { newFolder } from '../../support/database.js';
import { runHere } from '../import-export/operator-environment.js';

export interface Report {
  readonly healthy: boolean;
  readonly findings: readonly Finding[];
}

/** What the command says of an environment, and that its exit code agrees. */
export async function doctor(env: Readonly<Record<string, string>>): Promise<Report> {
  const { code, stdout } = await runHere(['doctor', '--json'], { DATA_DIR: newFolder(), ...env });
  const report = JSON.parse(stdout) as Report;
  expect(code).toBe(report.healthy ? 0 : 3);
  return report;
}

/** What one look found. */
export const of = (report: Report, check: string) =>
  report.findings.find((finding) => finding.check === check);
