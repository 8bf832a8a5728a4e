import { setTimeout as sleep } from 'node:timers/promises';
import { burstClient } from './clients.js';
import type { Environment } from './environment.js';
import { burst } from './load.js';
import type { Plan } from './plan.js';
import { type Member, startService } from './service.js';
import { atMost, type Row } from './table.js';

const LOGINS = 500;
const LIMIT_MIB = 300;
const REST_MS = 5000;

/** What a crowd at the door costs a process that has just started. */
export async function measureMemory(
  environment: Environment,
  members: readonly Member[],
  plan: Plan,
  folder: string,
): Promise<Row[]> {
  const service = await startService(environment.serviceEnvironment, folder);
  const tally = { served: 0, busy: 0 };
  const crowd = Array.from({ length: Math.ceil(LOGINS / members.length) }, () => members).flat();
  const clients = crowd.slice(0, LOGINS).map((member) => burstClient(member, tally));
  for (let count = 0; count < plan.bursts; count += 1) await burst(service.port, clients);
  const peak = service.memory()?.peak;
  await sleep(REST_MS);
  const after = service.memory()?.now;
  await service.stop();
  if (peak === undefined || after === undefined) return [];
  return [
    {
      measure: `resident memory, peak under ${LOGINS} logins at once`,
      service: `${peak.toFixed(0)} MiB`,
      reference: `${tally.served} served, ${tally.busy} told to wait`,
      target: atMost(peak, LIMIT_MIB, `< ${LIMIT_MIB} MiB`),
    },
    { measure: `resident memory, ${REST_MS / 1000} s later`, service: `${after.toFixed(0)} MiB` },
  ];
}
