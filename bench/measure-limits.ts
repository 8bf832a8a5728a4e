import { loginClient } from './clients.js';
import { type Comparison, compare, takeTurns } from './interleave.js';
import type { Open } from './load.js';
import { fromManyAddresses } from './many-addresses.js';
import { latenciesBesideLogins, latenciesOfMe, PER_SECOND } from './measure-latency.js';
import { CLIENTS, type Plan } from './plan.js';
import { openRedis } from './redis-environment.js';
import { type Load, loadOn, warmUp } from './server-load.js';
import type { ServerProcess } from './server-process.js';
import { type Member, registerMembers, startService } from './service.js';
import { atLeast, atMost, perSecond, type Row, type Target } from './table.js';
import { compareTails } from './tails.js';
import type { Workspace } from './workspace.js';

/** One way to count, the first of them not at all, on a ground of its own. */
interface Variant {
  readonly name: string;
  readonly service: ServerProcess;
  readonly members: readonly Member[];
  readonly logins: Load;
}

/** How the load reaches each of them alike, also the one that would not mind a single address. */
const OPEN: Open = fromManyAddresses;

/** How many grounds there must be. */
export const LIMIT_VARIANTS = 3;

/** What counting each try costs who logs in, and who does something else meanwhile. */
export async function measureLimits(workspaces: readonly Workspace[], plan: Plan): Promise<Row[]> {
  const redis = await openRedis();
  const settings: [string, Record<string, string>][] = [
    ['without', { RATE_LIMITS: 'off' }],
    ['in memory', { RATE_LIMITS: 'on' }],
    ...(redis === null
      ? []
      : [['in Redis', { RATE_LIMITS: 'on', REDIS_URL: redis.url }] as [string, Record<string, string>]]),
  ];
  const variants: Variant[] = [];
  try {
    for (const [index, [name, environment]] of settings.entries()) {
      const workspace = workspaces[index];
      if (workspace !== undefined) variants.push(await startVariant(name, environment, workspace));
    }
    for (const { logins } of variants) await warmUp(logins, plan.warmUpLogins);
    const rows = await measureVariants(variants, plan);
    if (redis === null)
      rows.push({ measure: 'limits in Redis', service: 'left out: none at BENCH_REDIS_URL' });
    return rows;
  } finally {
    await Promise.all(variants.map(({ service }) => service.stop()));
    await redis?.close();
  }
}

async function startVariant(
  name: string,
  settings: Record<string, string>,
  { environment, folder }: Workspace,
): Promise<Variant> {
  const service = await startService({ ...environment.serviceEnvironment, ...settings }, folder);
  const members = await registerMembers(service.port, CLIENTS);
  return { name, service, members, logins: loadOn(service, members.map(loginClient), OPEN) };
}

async function measureVariants(variants: readonly Variant[], plan: Plan): Promise<Row[]> {
  const inTurn = <T>(rounds: number, measure: (variant: Variant) => Promise<T>) =>
    takeTurns(
      rounds,
      variants.map((variant) => () => measure(variant)),
    );
  const rates = await inTurn(plan.rounds, ({ logins }) => logins.run(plan.roundMs));
  const processor = variants.map(({ logins }) => [logins.processorMsPerRequest() ?? Number.NaN]);
  const busy = await inTurn(plan.tailRounds, ({ service, members }) =>
    latenciesBesideLogins(service.port, members, plan.tailMs, OPEN),
  );
  const idle = await inTurn(plan.tailRounds, ({ service, members }) =>
    latenciesOfMe(service.port, members, plan.tailMs),
  );
  const names = variants.map(({ name }) => name);
  const noMoreThan = (ratio: number) => atMost(ratio, 1.1, '≤ 1.10');
  return [
    ...rowsOf(`login, ${CLIENTS} at once`, names, against(rates, compare), perSecond, (ratio) =>
      atLeast(ratio, 0.9),
    ),
    ...rowsOf('  processor time of one', names, against(processor, compare), milliseconds),
    ...rowsOf(
      `p99 of me at ${PER_SECOND}/s beside them`,
      names,
      against(busy, compareTails),
      milliseconds,
      noMoreThan,
    ),
    ...rowsOf('p99 of me, idle', names, against(idle, compareTails), milliseconds, noMoreThan),
  ];
}

/** Each way to count against not counting, which comes first. */
function against<T>(
  [without = [], ...measured]: readonly T[][],
  compareTo: (one: T[], other: T[]) => Comparison,
): Comparison[] {
  return measured.map((rounds) => compareTo(rounds, without));
}

function rowsOf(
  measure: string,
  [, ...names]: readonly string[],
  comparisons: readonly Comparison[],
  format: (value: number) => string,
  targetOf?: (ratio: number) => Target,
): Row[] {
  return comparisons.map(({ service, reference, ratio, range }, index) => ({
    measure: `${measure}, limits ${names[index]}`,
    service: format(service),
    reference: `${format(reference)} without`,
    ratio,
    ...(range[0] === range[1] ? {} : { range }),
    ...(targetOf === undefined ? {} : { target: targetOf(ratio) }),
  }));
}

function milliseconds(value: number): string {
  return `${value.toFixed(1)} ms`;
}
