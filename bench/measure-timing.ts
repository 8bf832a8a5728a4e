import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, Connection } from './connection.js';
import { CLIENTS, type Plan } from './plan.js';
import { rankSum, SIGNIFICANT, smallestNoticed } from './rank-sum.js';
import {
  emailOf,
  loginRequest,
  policyRequest,
  requireRefusal,
  requireSuccess,
  resetRequest,
  signInCodeRequest,
} from './requests.js';
import { registerMembers, startService } from './service.js';
import { median } from './statistics.js';
import { atMost, type Row } from './table.js';
import type { Workspace } from './workspace.js';

/** A question that somebody asks to learn whether there is such an account. */
interface Question {
  readonly measure: string;
  /** By a username, of a member or of nobody. */
  request(username: string): Buffer;
  check(answer: Answer): void;
  /** Asked as soon as that is answered, and timed in its place. */
  readonly next?: Buffer;
  readonly restMs: number;
}

const LOGIN: Question = {
  measure: 'login with a wrong password',
  request: (username) => loginRequest({ username, password: 'Gr4nite-Harbour-wrong' }),
  check: requireRefusal('INVALID_CREDENTIALS'),
  restMs: 0,
};

/**
 * Only a request that names somebody is followed by work: its mail is written once the answer is out. Without a
 * rest that work would fall into whatever is measured next, and be held against the wrong one.
 */
const RESET: Question = {
  measure: 'requestPasswordReset',
  request: (username) => resetRequest(emailOf(username)),
  check: requireSuccess,
  restMs: 40,
};

/** The same work, looked for where it falls: who waits for nothing else asks at once for what costs little. */
const AFTER_RESET: Question = {
  ...RESET,
  measure: 'the answer after requestPasswordReset',
  next: policyRequest(),
};

/** The members have not proved their mailboxes, so this also asks what a code would end. */
const SIGN_IN_CODE: Question = {
  ...RESET,
  measure: 'requestSignInCode',
  request: (username) => signInCodeRequest(emailOf(username)),
};

/** The least that must not escape the test; far below it, a network hides more than any service. */
const SHARPNESS = 0.1;

/** Whether the time of an answer tells that there is such an account. */
export async function measureTiming({ environment, folder }: Workspace, plan: Plan): Promise<Row[]> {
  const service = await startService({ ...environment.serviceEnvironment, MAILED_CODES: 'sign-in' }, folder);
  try {
    const members = await registerMembers(service.port, CLIENTS);
    const somebodys = members.map(({ username }) => username);
    const connection = await Connection.open(service.port);
    const rows: Row[] = [];
    for (const question of [LOGIN, RESET, AFTER_RESET, SIGN_IN_CODE])
      rows.push(...rowsOf(question, await ask(connection, question, somebodys, plan)));
    connection.close();
    return rows;
  } finally {
    await service.stop();
  }
}

interface Times {
  readonly somebody: number[];
  readonly nobody: number[];
}

/** One request at a time, in pairs of which chance says who goes first: what drifts weighs on both alike. */
async function ask(
  connection: Connection,
  { request, check, next, restMs }: Question,
  usernames: readonly string[],
  { pairs, warmUpPairs }: Plan,
): Promise<Times> {
  const timeOf = async (username: string) => {
    const first = await timed(connection, request(username));
    const last = next === undefined ? first : await timed(connection, next);
    check(first.answer);
    if (next !== undefined) requireSuccess(last.answer);
    if (restMs > 0) await sleep(restMs);
    return last.ms;
  };
  const times: Times = { somebody: [], nobody: [] };
  for (let pair = -warmUpPairs; pair < pairs; pair += 1) {
    const username = usernames[(pair + warmUpPairs) % usernames.length] ?? '';
    const kinds = Math.random() < 0.5 ? (['somebody', 'nobody'] as const) : (['nobody', 'somebody'] as const);
    for (const kind of kinds) {
      const ms = await timeOf(kind === 'somebody' ? username : nameOfNobody(username));
      if (pair >= 0) times[kind].push(ms);
    }
  }
  return times;
}

async function timed(connection: Connection, bytes: Buffer): Promise<{ answer: Answer; ms: number }> {
  const startedAt = performance.now();
  const answer = await connection.send(bytes);
  return { answer, ms: performance.now() - startedAt };
}

/** As long as the name of somebody: whatever depends on its length is the same. */
function nameOfNobody(username: string): string {
  return username.replace('bench', 'chben');
}

function rowsOf({ measure }: Question, { somebody, nobody }: Times): Row[] {
  const [known, unknown] = [median(somebody), median(nobody)];
  const { z, p } = rankSum(somebody, nobody);
  const told = p < SIGNIFICANT ? 'tells' : 'tells nothing';
  const noticed = smallestNoticed(nobody, unknown);
  return [
    {
      measure: `${measure}, of somebody`,
      service: `${known.toFixed(2)} ms, ${told}: ${percent(known / unknown - 1)}, z ${z.toFixed(1)}, p ${p.toFixed(4)}`,
      reference: `${unknown.toFixed(2)} ms of nobody`,
      ratio: known / unknown,
      target: { text: `p ≥ ${SIGNIFICANT}`, met: p >= SIGNIFICANT },
    },
    {
      measure: '  a difference that would have been noticed',
      service: percent(noticed),
      target: atMost(noticed, SHARPNESS, `≤ ${SHARPNESS * 100} %`),
    },
  ];
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
