import { loginClient, meClient } from './clients.js';
import { interleave } from './interleave.js';
import { closedLoop, type Open, openLoop } from './load.js';
import { CLIENTS, type Plan } from './plan.js';
import type { Member } from './service.js';
import type { Stage } from './stage.js';
import { percentile } from './statistics.js';
import { atMost, type Row } from './table.js';

export const PER_SECOND = 200;
const CONNECTIONS = 64;

/** How long others wait while many log in: hashing must not hold up who is already signed in. */
export async function measureLatency({ service, members }: Stage, plan: Plan): Promise<Row[]> {
  const { port } = service;
  const {
    service: busy,
    reference,
    ratio,
    range,
  } = await interleave(
    plan.latencyRounds,
    () => p99BesideLogins(port, members, plan.latencyMs),
    () => p99OfMe(port, members, plan.latencyMs),
  );
  return [
    {
      measure: `p99 of me at ${PER_SECOND}/s while ${CLIENTS} log in`,
      service: `${busy.toFixed(1)} ms`,
      reference: `${reference.toFixed(1)} ms idle`,
      ratio,
      range,
      target: atMost(ratio, 4),
    },
  ];
}

/** @returns in milliseconds, from when a request was due */
export async function p99OfMe(port: number, [someone]: readonly Member[], ms: number): Promise<number> {
  if (someone === undefined) return Number.NaN;
  const options = { perSecond: PER_SECOND, ms, connections: CONNECTIONS };
  return percentile(await openLoop(port, meClient(someone), options), 0.99);
}

export async function p99BesideLogins(
  port: number,
  members: readonly Member[],
  ms: number,
  open?: Open,
): Promise<number> {
  const logins = closedLoop(port, members.map(loginClient), ms + 500, open);
  const p99 = await p99OfMe(port, members, ms);
  await logins;
  return p99;
}
