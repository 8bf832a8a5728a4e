import { systemClock } from '../../core/clock.js';
import { examine } from '../doctor/examine.js';
import type { Finding, Status } from '../doctor/finding.js';
import { type Answer, EXIT } from './answer.js';
import { quiet } from './house.js';
import type { Shell } from './shell.js';

/** Ends with the code of a refusal when there is a problem; a warning is none. */
export async function doctor({ environment }: Shell): Promise<Answer> {
  const findings = await examine({
    environment,
    nodeVersion: process.version,
    clock: systemClock,
    log: quiet,
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
