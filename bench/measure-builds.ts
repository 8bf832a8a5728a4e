import { join, resolve } from 'node:path';
import { loginClient, meClient, refreshClient } from './clients.js';
import type { OpenEnvironment } from './environment.js';
import { interleave, takeTurns } from './interleave.js';
import type { Client } from './load.js';
import { CLIENTS, type Plan } from './plan.js';
import { type Load, loadOn, warmUp } from './server-load.js';
import type { ServerProcess } from './server-process.js';
import { DIST, type Member, registerMembers, startService } from './service.js';
import { median } from './statistics.js';
import { atLeast, atMost, perSecond, type Row } from './table.js';
import { type Workspace, withWorkspaces } from './workspace.js';

/** One build of the service on a database of its own. */
interface Build extends Workspace {
  readonly dist: string;
}

interface RunningBuild {
  readonly service: ServerProcess;
  readonly members: readonly Member[];
}

/**
 * Compares this build with the one of another checkout, in turn in the same run.
 * @returns null if there is no database of this kind
 */
export function measureBuilds(
  openEnvironment: (dist: string) => OpenEnvironment,
  checkout: string,
  plan: Plan,
): Promise<Row[] | null> {
  const before = join(resolve(checkout), 'dist');
  return withWorkspaces(openEnvironment(DIST), 1, async ([workspace]) => {
    const rows = await withWorkspaces(openEnvironment(before), 1, async ([other]) => {
      if (workspace === undefined || other === undefined) return [];
      return compareBuilds({ ...workspace, dist: DIST }, { ...other, dist: before }, plan);
    });
    return rows ?? [];
  });
}

async function compareBuilds(now: Build, before: Build, plan: Plan): Promise<Row[]> {
  const running: RunningBuild[] = [];
  const rows: Row[] = [];
  try {
    for (const build of [now, before]) running.push(await run(build));
    rows.push(...(await compareLoads('login', running, loginClient, plan.warmUpLogins, plan)));
    rows.push(...(await compareLoads('me', running, meClient, plan.warmUpRequests, plan)));
    rows.push(...(await compareLoads('refreshToken', running, refreshClient, plan.warmUpRequests, plan)));
  } finally {
    await Promise.all(running.map(({ service }) => service.stop()));
  }
  return [...rows, ...(await compareStarts(now, before, plan))];
}

async function run({ environment, folder, dist }: Build): Promise<RunningBuild> {
  const service = await startService(environment.serviceEnvironment, folder, dist);
  return { service, members: await registerMembers(service.port, CLIENTS) };
}

async function compareLoads(
  name: string,
  running: readonly RunningBuild[],
  client: (member: Member) => Client,
  warmUpRequests: number,
  plan: Plan,
): Promise<Row[]> {
  const [now, before] = running.map(({ service, members }) => loadOn(service, members.map(client)));
  if (now === undefined || before === undefined) return [];
  for (const load of [now, before]) await warmUp(load, warmUpRequests);
  const rates = await interleave(
    plan.buildRounds,
    () => now.run(plan.roundMs),
    () => before.run(plan.roundMs),
  );
  return [
    {
      measure: `${name}, ${CLIENTS} at once`,
      service: perSecond(rates.service),
      reference: `${perSecond(rates.reference)} before`,
      ratio: rates.ratio,
      range: rates.range,
      target: atLeast(rates.ratio, 0.97),
    },
    ...processorRow(now, before),
  ];
}

function processorRow(now: Load, before: Load): Row[] {
  const [one, other] = [now.processorMsPerRequest(), before.processorMsPerRequest()];
  if (!one || !other) return [];
  return [
    {
      measure: '  processor time of one',
      service: `${one.toFixed(3)} ms`,
      reference: `${other.toFixed(3)} ms before`,
      ratio: other / one,
    },
  ];
}

async function compareStarts(now: Build, before: Build, plan: Plan): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [index, start] of now.environment.starts.entries()) {
    const other = before.environment.starts[index] ?? start;
    const [nows = [], befores = []] = await takeTurns(plan.buildStarts, [
      () => timeStart(now, start),
      () => timeStart(before, other),
    ]);
    const more = median(nows.map((value, round) => value - (befores[round] ?? Number.NaN)));
    rows.push({
      measure: `start to first answer, ${start.name}`,
      service: `${median(nows).toFixed(0)} ms`,
      reference: `${median(befores).toFixed(0)} ms before`,
      target: atMost(more, 30, `${more.toFixed(0)} ms more, ≤ 30`),
    });
  }
  return rows;
}

async function timeStart(
  { folder, dist }: Build,
  start: Build['environment']['starts'][number],
): Promise<number> {
  const service = await startService(await start.prepare(), folder, dist);
  await service.stop();
  return service.startMs;
}
