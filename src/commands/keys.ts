import { readConfig } from '../config.js';
import { withSigningKeys } from '../maintenance.js';
import type { KeySummary } from '../signing-keys/signing-keys.service.js';
import { type Answer, CommandRefused } from './answer.js';
import type { Shell } from './shell.js';

export function keysList({ environment }: Shell): Promise<Answer> {
  return withSigningKeys(readConfig(environment), async (signingKeys) => {
    const keys = await signingKeys.list();
    return { text: keys.length === 0 ? 'There is no key yet.' : keys.map(line).join('\n'), data: { keys } };
  });
}

export function keysRotate({ environment }: Shell): Promise<Answer> {
  return withSigningKeys(readConfig(environment), async (signingKeys) => {
    const kid = await signingKeys.rotate();
    return { text: `The next signing key is ${kid}`, data: { kid } };
  });
}

export function keysRevoke(kid: string, { environment }: Shell): Promise<Answer> {
  return withSigningKeys(readConfig(environment), async (signingKeys) => {
    if (!(await signingKeys.revoke(kid))) throw new CommandRefused(`There is no signing key ${kid}.`);
    return { text: `The signing key ${kid} is revoked`, data: { kid } };
  });
}

function line({
  kid,
  algorithm,
  state,
  signsFrom,
  signsUntil,
  verifiesUntil,
  revokedAt,
}: KeySummary): string {
  return [
    kid,
    algorithm,
    state.padEnd('published'.length),
    `signs from ${signsFrom.toISOString()}`,
    ...(signsUntil === null ? [] : [`until ${signsUntil.toISOString()}`]),
    ...(verifiesUntil === null || revokedAt !== null
      ? []
      : [`verifies until ${verifiesUntil.toISOString()}`]),
  ].join('  ');
}
