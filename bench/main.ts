import { availableParallelism, cpus, loadavg } from 'node:os';
import { embeddedEnvironment } from './embedded-environment.js';
import type { OpenEnvironment } from './environment.js';
import { openFixture } from './fixture.js';
import { measureBuilds } from './measure-builds.js';
import { measureFlood } from './measure-flood.js';
import { IMPORT_WORKSPACES, measureImport } from './measure-import.js';
import { measureLatency } from './measure-latency.js';
import { LIMIT_VARIANTS, measureLimits } from './measure-limits.js';
import { measureMemory } from './measure-memory.js';
import { measureSize } from './measure-size.js';
import { measureStarts } from './measure-start.js';
import { measureLogin, measureMe, measureRefresh } from './measure-throughput.js';
import { measureTiming } from './measure-timing.js';
import { readOptions, type Section } from './options.js';
import { postgresqlEnvironment } from './postgresql-environment.js';
import { formatTable, type Row } from './table.js';
import { type Workspace, withWorkspaces } from './workspace.js';

// npm run bench [-- --quick] [--only service,limits,timing,flood,import,size] [--against ../built-checkout]
const { plan, sections, against } = readOptions(process.argv.slice(2));
print(`Node.js ${process.version}, ${availableParallelism()} processors (${cpus()[0]?.model.trim()})`);
if ((loadavg()[0] ?? 0) > availableParallelism() / 2)
  print(`The machine is busy already (load ${loadavg()[0]?.toFixed(1)}): believe the ratios, not the rates.`);
if (against !== null) {
  await compareOn('PostgreSQL', (dist) => (folder) => postgresqlEnvironment(folder, dist), against);
  await compareOn('embedded', () => embeddedEnvironment, against);
}
await measureOn('PostgreSQL', postgresqlEnvironment);
await measureOn('embedded', embeddedEnvironment);
if (sections.has('flood')) printTable('What a flood leaves behind', await measureFlood());
if (sections.has('size')) printTable('What the client weighs', await measureSize());

async function compareOn(
  name: string,
  openEnvironment: (dist: string) => OpenEnvironment,
  checkout: string,
): Promise<void> {
  const rows = await measureBuilds(openEnvironment, checkout, plan);
  if (rows === null) print(`\nTwo builds, on ${name}: left out, none answers at BENCH_DATABASE_URL.`);
  else printTable(`This build against that of ${checkout}, on ${name}`, rows);
}

async function measureOn(name: string, openEnvironment: OpenEnvironment): Promise<void> {
  const measure = async (
    section: Section,
    title: string,
    workspaces: number,
    run: (workspaces: readonly Workspace[]) => Promise<Row[]>,
  ) => {
    if (!sections.has(section)) return;
    const rows = await withWorkspaces(openEnvironment, workspaces, run);
    if (rows === null) print(`\n${title}, on ${name}: left out, none answers at BENCH_DATABASE_URL.`);
    else printTable(`${title}, on ${name}`, rows);
  };
  await measure('service', 'The service against its floor', 1, onFirst(measureService));
  await measure('limits', 'What the limits cost', LIMIT_VARIANTS, (workspaces) =>
    measureLimits(workspaces, plan),
  );
  await measure(
    'timing',
    'What time tells',
    1,
    onFirst((workspace) => measureTiming(workspace, plan)),
  );
  await measure('import', 'Users from elsewhere', IMPORT_WORKSPACES, (workspaces) =>
    measureImport(workspaces, plan),
  );
}

function onFirst(
  run: (workspace: Workspace) => Promise<Row[]>,
): (workspaces: readonly Workspace[]) => Promise<Row[]> {
  return async ([workspace]) => (workspace === undefined ? [] : run(workspace));
}

async function measureService({ environment, folder }: Workspace): Promise<Row[]> {
  const fixture = await openFixture(environment, folder);
  const rows: Row[] = [];
  try {
    rows.push(...(await measureLogin(fixture, plan)));
    rows.push(...(await measureMe(fixture, plan)));
    rows.push(...(await measureRefresh(fixture, plan)));
    rows.push(...(await measureLatency(fixture, plan)));
  } finally {
    await fixture.stop();
  }
  rows.push(...(await measureMemory(environment, fixture.members, plan, folder)));
  rows.push(...(await measureStarts(environment, plan, folder)));
  return rows;
}

function printTable(title: string, rows: readonly Row[]): void {
  print(`\n${title}\n\n${formatTable(rows)}`);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
