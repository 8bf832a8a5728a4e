import { BreachFile } from '../credentials/breached-passwords/breach-file.js';
import type { BreachSource } from '../credentials/breached-passwords/breached-passwords.js';
import { isSecure } from '../platform/outgoing-http/outgoing-fetch.js';
import type { Environment } from './environment.js';

export interface BreachSettings {
  readonly passwordBreaches: BreachSource;
}

const HAVE_I_BEEN_PWNED = 'https://api.pwnedpasswords.com';

export function readBreaches(environment: Environment): BreachSettings {
  const kind = environment.oneOf('PASSWORD_BREACHES', 'off', ['off', 'online', 'file'] as const);
  const url = environment.httpUrl('PASSWORD_BREACHES_URL');
  const path = environment.parsed<string | null>('PASSWORD_BREACHES_FILE', null, (text) => {
    const file = BreachFile.open(text);
    if (!(file instanceof BreachFile)) return file;
    file.close();
    return { value: text };
  });
  const { problems } = environment;
  const hasProblem = (name: string) => problems.some((problem) => problem.startsWith(`${name} `));
  if (url !== undefined && !isSecure(new URL(url)))
    problems.push('PASSWORD_BREACHES_URL must be an https address, or an http address of this machine');
  if (url !== undefined && kind !== 'online')
    problems.push('PASSWORD_BREACHES_URL needs PASSWORD_BREACHES=online');
  if (path !== null && kind !== 'file') problems.push('PASSWORD_BREACHES_FILE needs PASSWORD_BREACHES=file');
  if (kind === 'online') return { passwordBreaches: { kind, url: url ?? HAVE_I_BEEN_PWNED } };
  if (kind === 'off') return { passwordBreaches: { kind } };
  if (path !== null) return { passwordBreaches: { kind, path } };
  if (!hasProblem('PASSWORD_BREACHES_FILE'))
    problems.push('PASSWORD_BREACHES_FILE must be set with PASSWORD_BREACHES=file');
  return { passwordBreaches: { kind: 'off' } };
}
