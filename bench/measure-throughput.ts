import { loginClient, meClient, refreshClient } from './clients.js';
import type { Fixture } from './fixture.js';
import { interleave } from './interleave.js';
import { CLIENTS, type Plan } from './plan.js';
import { RawHashing } from './raw-hashing.js';
import { type Load, loadOn, warmUp } from './server-load.js';
import { atLeast, perSecond, type Row } from './table.js';

export async function measureMe(fixture: Fixture, plan: Plan): Promise<Row[]> {
  const service = loadOn(fixture.service, fixture.members.map(meClient));
  const floor = loadOn(fixture.floor, fixture.floorMembers.map(meClient));
  const name = `me, ${CLIENTS} connections`;
  return againstFloor(name, service, floor, plan, 0.75);
}

export async function measureRefresh(fixture: Fixture, plan: Plan): Promise<Row[]> {
  const service = loadOn(fixture.service, fixture.members.map(refreshClient));
  const floor = loadOn(fixture.floor, fixture.floorMembers.map(refreshClient));
  const name = `refreshToken, ${CLIENTS} chains`;
  return againstFloor(name, service, floor, plan, 0.6);
}

export async function measureLogin(fixture: Fixture, plan: Plan): Promise<Row[]> {
  const hashing = await RawHashing.start();
  const logins = loadOn(fixture.service, fixture.members.map(loginClient));
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
