import { statSync } from 'node:fs';

/** Reads `.env` in the working folder if it exists. Variables that are already set take precedence. */
export function readDotEnv(): void {
  // A folder named `.env` belongs to another program, such as a virtual environment of Python.
  if (statSync('.env', { throwIfNoEntry: false })?.isDirectory() === false) process.loadEnvFile('.env');
}
