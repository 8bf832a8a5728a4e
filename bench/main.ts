import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { embeddedGround } from './embedded-ground.js';
import type { Ground } from './ground.js';
import { measureLatency } from './measure-latency.js';
import { measureMemory } from './measure-memory.js';
import { measureStarts } from './measure-start.js';
import { measureLogin, measureMe, measureRefresh } from './measure-throughput.js';
import { FULL, type Plan, QUICK } from './plan.js';
import { postgresqlGround } from './postgresql-ground.js';
import { setStage } from './stage.js';
import { formatTable, type Row } from './table.js';

// npm run bench [-- --quick]
const plan = process.argv.includes('--quick') ? QUICK : FULL;
print(`Node.js ${process.version}, ${availableParallelism()} processors (${cpus()[0]?.model.trim()})`);
if ((loadavg()[0] ?? 0) > availableParallelism() / 2)
  print(`The machine is busy already (load ${loadavg()[0]?.toFixed(1)}): believe the ratios, not the rates.`);
await measureOn(postgresqlGround);
await measureOn(embeddedGround);

async function measureOn(openGround: (folder: string) => Promise<Ground | null>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-bench-'));
  try {
    const ground = await openGround(folder);
    if (ground === null) {
      print('\nPostgreSQL is left out: none answers at BENCH_DATABASE_URL.');
      return;
    }
    print(`\nOn ${ground.name}\n`);
    try {
      print(formatTable(await measureAll(ground, plan, folder)));
    } finally {
      await ground.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureAll(ground: Ground, plan: Plan, folder: string): Promise<Row[]> {
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

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
