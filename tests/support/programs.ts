import { spawnSync } from 'node:child_process';

/** Where Debian puts servers, which a plain user's PATH leaves out. */
const PATH = `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`;

/** A program of the machine that some tests run. */
export interface Program {
  readonly name: string;
  /** What exits with 0 where it is installed, and does nothing else. */
  readonly probe: readonly [command: string, ...words: string[]];
  readonly debianPackage: string;
}

const program = (name: string, versionFlag = '--version', debianPackage = name): Program => ({
  name,
  probe: [name, versionFlag],
  debianPackage,
});

export const CADDY = program('caddy', 'version');
export const CHROMIUM = program('chromium');
export const FAKETIME = program('faketime');
export const HAPROXY = program('haproxy', '-v');
export const NGINX = program('nginx', '-v');
export const PGBOUNCER = program('pgbouncer');
export const REDIS = program('redis-server');
/** Of Debian's own Python, whichever a shell finds first. */
export const PYJWT: Program = {
  name: 'PyJWT',
  probe: ['/usr/bin/python3', '-c', 'import jwt, cryptography'],
  debianPackage: 'python3-jwt',
};

/**
 * Whether a program is installed. Elsewhere the run says which package is missing; with REQUIRE_PROGRAMS=1, as in the
 * continuous checks, a missing program is a failure.
 */
export function isInstalled({ name, probe: [command, ...words], debianPackage }: Program): boolean {
  if (spawnSync(command, words, { env: programEnvironment }).status === 0) return true;
  const message = `${name} is not installed (Debian package ${debianPackage})`;
  if (process.env['REQUIRE_PROGRAMS'] === '1') throw new Error(message);
  process.stderr.write(`Skipped: ${message}\n`);
  return false;
}

/** `describe` where the program is installed; elsewhere the tests are skipped. */
export function describeWith(needed: Program): typeof describe {
  return isInstalled(needed) ? describe : describe.skip;
}

/** The environment in which such a program is found. */
export const programEnvironment = { ...process.env, PATH };
