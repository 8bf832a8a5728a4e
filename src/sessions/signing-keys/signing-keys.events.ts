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
      'The next key for access or refresh tokens was created; `metadata` has its `kid` and `use`, and why in `because`: its `age`, a changed `algorithm`, a `command` or a `revocation`.',
    outcome: 'SUCCESS',
    byUser: false,
    metadata: { kid: 'user', use: 'user', because: 'user' },
    logFields: ({ kid, use }) => ({ kid, use }),
  },
  signing_key_revoked: {
    description:
      'A key for access or refresh tokens was revoked with immediate effect; `metadata` has its `kid` and `use`.',
    outcome: 'SUCCESS',
    byUser: false,
    metadata: { kid: 'user', use: 'user' },
    logFields: ({ kid, use }) => ({ kid, use }),
  },
};
