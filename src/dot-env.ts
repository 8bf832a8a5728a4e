import { existsSync } from 'node:fs';

/** Reads `.env` in the working folder, where there is one. What the environment sets itself wins over it. */
export function readDotEnv(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
}
