import { availableParallelism, cpus, loadavg } from 'node:os';
import { embeddedGround } from './embedded-ground.js';
import type { OpenGround } from './ground.js';
import { measureFlood } from './measure-flood.js';
import { IMPORT_PLACES, measureImport } from './measure-import.js';
import { measureLatency } from './measure-latency.js';
import { LIMIT_VARIANTS, measureLimits } from './measure-limits.js';
import { measureMemory } from './measure-memory.js';
import { measureSize } from './measure-size.js';
import { measureStarts } from './measure-start.js';
import { measureLogin, measureMe, measureRefresh } from './measure-throughput.js';
import { measureTiming } from './measure-timing.js';
import { readOptions, type Section } from './options.js';
import { onPlaces, type Place } from './place.js';
import { postgresqlGround } from './postgresql-ground.js';
import { setStage } from './stage.js';
import { formatTable, type Row } from './table.js';

// npm run bench [-- --quick] [--only service,limits,timing,flood,import,size]
const { plan, sections } = readOptions(process.argv.slice(2));
print(`Node.js ${process.version}, ${availableParallelism()} processors (${cpus()[0]?.model.trim()})`);
if ((loadavg()[0] ?? 0) > availableParallelism() / 2)
  print(`The machine is busy already (load ${loadavg()[0]?.toFixed(1)}): believe the ratios, not the rates.`);
await measureOn('PostgreSQL', postgresqlGround);
await measureOn('embedded', embeddedGround);
if (sections.has('flood')) printTable('What a flood leaves behind', await measureFlood());
if (sections.has('size')) printTable('What the client weighs', await measureSize());

async function measureOn(name: string, openGround: OpenGround): Promise<void> {
  const measure = async (
    section: Section,
    title: string,
    places: number,
    run: (places: readonly Place[]) => Promise<Row[]>,
  ) => {
    if (!sections.has(section)) return;
    const rows = await onPlaces(openGround, places, run);
    if (rows === null) print(`\n${title}, on ${name}: left out, none answers at BENCH_DATABASE_URL.`);
    else printTable(`${title}, on ${name}`, rows);
  };
  await measure('service', 'The service against its floor', 1, onFirst(measureService));
  await measure('limits', 'What the limits cost', LIMIT_VARIANTS, (places) => measureLimits(places, plan));
  await measure(
    'timing',
    'What time tells',
    1,
    onFirst((place) => measureTiming(place, plan)),
  );
  await measure('import', 'Users from elsewhere', IMPORT_PLACES, (places) => measureImport(places, plan));
}

function onFirst(run: (place: Place) => Promise<Row[]>): (places: readonly Place[]) => Promise<Row[]> {
  return async ([place]) => (place === undefined ? [] : run(place));
}

async function measureService({ ground, folder }: Place): Promise<Row[]> {
  const stage = await setStage(ground, folder);
  const rows: Row[] = [];
  try {
    rows.push(...(await measureLogin(stage, plan)));
    rows.push(...(await measureMe(stage, plan)));
    rows.push(...(await measureRefresh(stage, plan)));
    rows.push(...(await measureLatency(stage, plan)));
  } finally {
    await stage.stop();
  }
  rows.push(...(await measureMemory(ground, stage.members, plan, folder)));
  rows.push(...(await measureStarts(ground, plan, folder)));
  return rows;
}

function printTable(title: string, rows: readonly Row[]): void {
  print(`\n${title}\n\n${formatTable(rows)}`);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
