import { readFileSync } from 'node:fs';

/** Beside both src/ and dist/; a package always holds it. */
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** The version of this service, as its package says. */
export const VERSION = version;
