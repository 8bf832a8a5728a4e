import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from './environment.js';

export async function embeddedEnvironment(folder: string): Promise<Environment> {
  const serviceData = join(folder, 'service-data');
  const floorDatabase = join(folder, 'floor-database');
  const startData = join(folder, 'start-data');
  const environment = { DATA_DIR: startData };
  return {
    serviceEnvironment: { DATA_DIR: serviceData },
    floorScript: 'floor-embedded.js',
    floorEnvironment: { DATABASE_FOLDER: floorDatabase },
    shareRows: () => cp(join(serviceData, 'database'), floorDatabase, { recursive: true }),
    starts: [
      {
        name: 'empty data folder',
        prepare: async () => {
          await rm(startData, { recursive: true, force: true });
          await mkdir(startData);
          return environment;
        },
      },
      { name: 'existing data folder', prepare: async () => environment },
    ],
    close: async () => undefined,
  };
}
