import { type Answer, CommandError } from '../../platform/command-line/answer.js';
import type { KeyUse } from '../../sessions/signing-keys/key-kind.js';
import type { KeySummary } from '../../sessions/signing-keys/signing-keys.service.js';
import type { KeysContext } from './keys.context.js';

export function keysList({ withSigningKeys }: KeysContext): Promise<Answer> {
  return withSigningKeys(async ({ access, refresh }) => {
    const keys = [...(await access.signingKeys.list()), ...(await refresh.signingKeys.list())];
    return { text: keys.length === 0 ? 'No keys yet.' : keys.map(line).join('\n'), data: { keys } };
  });
}

export function keysRotate(use: KeyUse, { withSigningKeys }: KeysContext): Promise<Answer> {
  return withSigningKeys(async (keys) => {
    const kid = await (use === 'sig' ? keys.access : keys.refresh).signingKeys.rotate();
    return { text: `The next ${nameOf(use)} key is ${kid}`, data: { kid, use } };
  });
}

export function keysRevoke(kid: string, { withSigningKeys }: KeysContext): Promise<Answer> {
  return withSigningKeys(async ({ access, refresh }) => {
    const use = (await access.signingKeys.revoke(kid))
      ? 'sig'
      : (await refresh.signingKeys.revoke(kid))
        ? 'refresh'
        : null;
    if (use === null) throw new CommandError(`No key has the id ${kid}.`);
    return { text: `The ${nameOf(use)} key ${kid} is revoked`, data: { kid, use } };
  });
}

function nameOf(use: KeyUse): string {
  return use === 'sig' ? 'signing' : 'refresh';
}

function line({
  kid,
  use,
  algorithm,
  state,
  signsFrom,
  signsUntil,
  verifiesUntil,
  revokedAt,
}: KeySummary): string {
  return [
    kid,
    use.padEnd('refresh'.length),
    algorithm,
    state.padEnd('published'.length),
    `signs from ${signsFrom.toISOString()}`,
    ...(signsUntil === null ? [] : [`until ${signsUntil.toISOString()}`]),
    ...(verifiesUntil === null || revokedAt !== null
      ? []
      : [`verifies until ${verifiesUntil.toISOString()}`]),
  ].join('  ');
}
