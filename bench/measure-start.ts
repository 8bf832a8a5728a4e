import type { Environment } from './environment.js';
import type { Plan } from './plan.js';
import { startService } from './service.js';
import { median } from './statistics.js';
import type { Row } from './table.js';

export async function measureStarts(environment: Environment, plan: Plan, folder: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const start of environment.starts) {
    const times: number[] = [];
    for (let round = 0; round < plan.starts; round += 1) {
      const service = await startService(await start.prepare(), folder);
      times.push(service.startMs);
      await service.stop();
    }
    rows.push({
      measure: `start to first answer, ${start.name}`,
      service: `${(median(times) / 1000).toFixed(2)} s`,
    });
  }
  return rows;
}
