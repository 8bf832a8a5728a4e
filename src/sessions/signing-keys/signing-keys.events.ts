import type { EventDeclarations } from '../../core/events.js';
import type { KeyUse } from './key-kind.js';

/** Why the service created the next key: age, a changed setting, a command, or the revocation of the current key. */
export type KeyRotationReason = 'age' | 'algorithm' | 'command' | 'revocation';

interface ConcernsSigningKey {
  readonly kid: string;
  readonly use: KeyUse;
}

export interface SigningKeyEvents {
  signing_key_rotated: ConcernsSigningKey & { readonly because: KeyRotationReason };
  signing_key_revoked: ConcernsSigningKey;
}

declare module '../../core/events.js' {
  interface EventCatalogue extends SigningKeyEvents {}
}

export const signingKeyEvents: EventDeclarations<keyof SigningKeyEvents> = {
  signing_key_rotated: {
    description:
      'The next key for access or refresh tokens was created; `detail` has its id and the reason: its `age`, a changed `algorithm`, a `command` or a `revocation`.',
    outcome: 'SUCCESS',
    byUser: false,
    detail: (event) => `${keyIn(event)} because of ${event.because}`,
    logFields: ({ kid, use }) => ({ kid, use }),
  },
  signing_key_revoked: {
    description: 'A key for access or refresh tokens was revoked with immediate effect; `detail` has its id.',
    outcome: 'SUCCESS',
    byUser: false,
    detail: keyIn,
    logFields: ({ kid, use }) => ({ kid, use }),
  },
};

/** Most keys sign access tokens, so only the other use is named. */
function keyIn({ kid, use }: ConcernsSigningKey): string {
  return use === 'sig' ? kid : `${kid} (${use})`;
}
