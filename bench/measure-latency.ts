import { loginClient, meClient } from './clients.js';
import { interleave } from './interleave.js';
import { closedLoop, openLoop } from './load.js';
import { CLIENTS, type Plan } from './plan.js';
import type { Stage } from './stage.js';
import { percentile } from './statistics.js';
import { atMost, type Row } from './table.js';

const PER_SECOND = 200;
const CONNECTIONS = 64;

/** How long others wait while many log in: hashing must not hold up who is already signed in. */
export async function measureLatency({ service, members }: Stage, plan: Plan): Promise<Row[]> {
  const [someone] = members;
  if (someone === undefined) return [];
  const options = { perSecond: PER_SECOND, ms: plan.latencyMs, connections: CONNECTIONS };
  const idle = async () => percentile(await openLoop(service.port, meClient(someone), options), 0.99);
  const whileLoggingIn = async () => {
    const logins = closedLoop(service.port, members.map(loginClient), plan.latencyMs + 500);
    const p99 = await idle();
    await logins;
    return p99;
  };
  const {
    service: busy,
    reference,
    ratio,
    range,
  } = await interleave(plan.latencyRounds, whileLoggingIn, idle);
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
