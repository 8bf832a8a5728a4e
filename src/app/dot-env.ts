import { statSync } from 'node:fs';

/** Reads `.env` in the working folder, where there is one. What the environment sets itself wins over it. */
export function readDotEnv(): void {
  // A folder of that name is somebody else's: virtual environments of Python's are often called so.
  if (statSync('.env', { throwIfNoEntry: false })?.isDirectory() === false) process.loadEnvFile('.env');
}
