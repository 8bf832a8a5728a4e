import { loginClient, meClient, refreshClient } from './clients.js';
import { type Comparison, interleave } from './interleave.js';
import { type Client, closedLoop } from './load.js';
import { CLIENTS, type Plan } from './plan.js';
import { RawHashing } from './raw-hashing.js';
import type { ServerProcess } from './server-process.js';
import type { Stage } from './stage.js';
import { median } from './statistics.js';
import { atLeast, type Row } from './table.js';

export async function measureMe(stage: Stage, plan: Plan): Promise<Row[]> {
  const service = loadOn(stage.service, stage.members.map(meClient));
  const floor = loadOn(stage.floor, stage.floorMembers.map(meClient));
  const name = `me, ${CLIENTS} connections`;
  return againstFloor(name, service, floor, plan, 0.75);
}

export async function measureRefresh(stage: Stage, plan: Plan): Promise<Row[]> {
  const service = loadOn(stage.service, stage.members.map(refreshClient));
  const floor = loadOn(stage.floor, stage.floorMembers.map(refreshClient));
  const name = `refreshToken, ${CLIENTS} chains`;
  return againstFloor(name, service, floor, plan, 0.6);
}

export async function measureLogin(stage: Stage, plan: Plan): Promise<Row[]> {
  const hashing = await RawHashing.start();
  const logins = loadOn(stage.service, stage.members.map(loginClient));
  await warmUp(logins, plan.warmUpLogins);
  const rates = await interleave(
    plan.rounds,
    () => logins.run(plan.roundMs),
    () => hashing.rate(plan.roundMs),
  );
  hashing.stop();
  return [
    {
      measure: `login, ${CLIENTS} at once`,
      service: perSecond(rates.service),
      reference: `${perSecond(rates.reference)} ${hashing.engine} alone`,
      ratio: rates.ratio,
      range: rates.range,
      target: atLeast(rates.ratio, 0.9),
    },
  ];
}

const WARM_UP_LIMIT_MS = 30_000;

/** The load of all clients on one server, and what the server spent on it. */
interface Load {
  run(ms: number): Promise<number>;
  /** Lets go of what was spent so far. */
  forget(): void;
  processorMsPerRequest(): number | null;
}

function loadOn(server: ServerProcess, clients: readonly Client[]): Load {
  let spent: number[] = [];
  return {
    async run(ms) {
      const before = server.processorMs();
      const rate = await closedLoop(server.port, clients, ms);
      const after = server.processorMs();
      const requests = (rate * ms) / 1000;
      if (before !== null && after !== null) spent.push((after - before) / requests);
      return rate;
    },
    forget: () => {
      spent = [];
    },
    processorMsPerRequest: () => (spent.length === 0 ? null : median(spent)),
  };
}

/** Counted in requests: a slow server needs as many as a fast one, and so more time. */
async function warmUp(load: Load, requests: number): Promise<void> {
  const endsAt = performance.now() + WARM_UP_LIMIT_MS;
  for (let made = 0; made < requests && performance.now() < endsAt; ) made += await load.run(1000);
  load.forget();
}

async function againstFloor(
  measure: string,
  service: Load,
  floor: Load,
  plan: Plan,
  target: number,
): Promise<Row[]> {
  await warmUp(service, plan.warmUpRequests);
  await warmUp(floor, plan.warmUpRequests);
  const rates = await interleave(
    plan.rounds,
    () => service.run(plan.roundMs),
    () => floor.run(plan.roundMs),
  );
  return [
    {
      measure,
      service: perSecond(rates.service),
      reference: `${perSecond(rates.reference)} floor`,
      ratio: rates.ratio,
      range: rates.range,
      target: atLeast(rates.ratio, target),
    },
    ...processorRow(service.processorMsPerRequest(), floor.processorMsPerRequest()),
  ];
}

/** Told beside the rates, since it hardly depends on what else the machine does. */
function processorRow(service: number | null, floor: number | null): Row[] {
  if (!service || !floor) return [];
  const milliseconds = (value: number) => `${value.toFixed(3)} ms`;
  return [
    {
      measure: '  processor time of one',
      service: milliseconds(service),
      reference: `${milliseconds(floor)} floor`,
      ratio: floor / service,
    },
  ];
}

function perSecond(rate: Comparison['service']): string {
  return `${rate.toFixed(rate < 1000 ? 1 : 0)}/s`;
}
