import { readFileSync } from 'node:fs';

/** `package.json` is next to both src/ and dist/, and every package contains it. */
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** The version of the service from `package.json`. */
export const VERSION = version;
