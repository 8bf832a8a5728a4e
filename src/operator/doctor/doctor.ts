import { systemClock } from '../../core/clock.js';
import { silentLog } from '../../core/log.js';
import { type Answer, EXIT } from '../../platform/command-line/answer.js';
import { examine } from './examine.js';
import type { Settings } from './examined-settings.js';
import type { Finding, Status } from './finding.js';

/**
 * Runs every check. Ends with the exit code of a refusal if there is a problem, and with 0 if there are only
 * warnings.
 */
export async function doctor(settings: Settings): Promise<Answer> {
  const findings = await examine({
    settings,
    nodeVersion: process.version,
    clock: systemClock,
    log: silentLog,
  });
  const count = (status: Status) => findings.filter((finding) => finding.status === status).length;
  const [problems, warnings] = [count('problem'), count('warning')];
  return {
    text: [...findings.map(line), '', `${problems} problem(s), ${warnings} warning(s).`].join('\n'),
    data: { healthy: problems === 0, problems, warnings, findings },
    exit: problems === 0 ? EXIT.done : EXIT.refused,
  };
}

const WORDS: Readonly<Record<Status, string>> = {
  ok: 'ok     ',
  warning: 'WARNING',
  problem: 'PROBLEM',
  skipped: '-      ',
};

function line({ check, status, sentence, advice }: Finding): string {
  const first = `${WORDS[status]}  ${check.padEnd(13)}  ${sentence}`;
  return advice === undefined ? first : `${first}\n${' '.repeat(24)}${advice}`;
}
