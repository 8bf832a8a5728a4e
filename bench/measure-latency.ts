import { loginClient, meClient } from './clients.js';
import type { Fixture } from './fixture.js';
import { interleave } from './interleave.js';
import { closedLoop, type Open, openLoop } from './load.js';
import { CLIENTS, type Plan } from './plan.js';
import type { Member } from './service.js';
import { percentile } from './statistics.js';
import { atMost, type Row } from './table.js';

export const PER_SECOND = 200;
const CONNECTIONS = 64;

/** How long others wait while many log in: hashing must not hold up who is already signed in. */
export async function measureLatency({ service, members }: Fixture, plan: Plan): Promise<Row[]> {
  const { port } = service;
  const {
    service: busy,
    reference,
    ratio,
    range,
  } = await interleave(
    plan.latencyRounds,
    async () => percentile(await latenciesBesideLogins(port, members, plan.latencyMs), 0.99),
    async () => percentile(await latenciesOfMe(port, members, plan.latencyMs), 0.99),
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
export async function latenciesOfMe(
  port: number,
  [someone]: readonly Member[],
  ms: number,
): Promise<number[]> {
  if (someone === undefined) return [];
  return openLoop(port, meClient(someone), { perSecond: PER_SECOND, ms, connections: CONNECTIONS });
}

export async function latenciesBesideLogins(
  port: number,
  members: readonly Member[],
  ms: number,
  open?: Open,
): Promise<number[]> {
  const logins = closedLoop(port, members.map(loginClient), ms + 500, open);
  const latencies = await latenciesOfMe(port, members, ms);
  await logins;
  return latencies;
}
