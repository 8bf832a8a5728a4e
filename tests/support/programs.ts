import { spawnSync } from 'node:child_process';

/** Where Debian puts servers, which a plain user's PATH leaves out. */
const PATH = `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`;

/** A program of the machine that some tests run. */
export interface Program {
  readonly command: string;
  /** Makes the program say its version and exit with 0. */
  readonly versionFlag: string;
  /** The Debian package that installs it. */
  readonly debianPackage: string;
}

export const HAPROXY: Program = { command: 'haproxy', versionFlag: '-v', debianPackage: 'haproxy' };
export const CHROMIUM: Program = {
  command: 'chromium',
  versionFlag: '--version',
  debianPackage: 'chromium',
};
export const PGBOUNCER: Program = {
  command: 'pgbouncer',
  versionFlag: '--version',
  debianPackage: 'pgbouncer',
};

export const NGINX: Program = { command: 'nginx', versionFlag: '-v', debianPackage: 'nginx' };

/**
 * `describe` where the program is installed. Elsewhere the tests are skipped and the run says which package is
 * missing; with REQUIRE_PROGRAMS=1, as in the continuous checks, a missing program is a failure.
 */
export function describeWith({ command, versionFlag, debianPackage }: Program): typeof describe {
  if (spawnSync(command, [versionFlag], { env: { ...process.env, PATH } }).status === 0) return describe;
  const message = `${command} is not installed (Debian package ${debianPackage})`;
  if (process.env['REQUIRE_PROGRAMS'] === '1') throw new Error(message);
  process.stderr.write(`Skipped: ${message}\n`);
  return describe.skip as typeof describe;
}

/** The environment in which such a program is found. */
export const programEnvironment = { ...process.env, PATH };
