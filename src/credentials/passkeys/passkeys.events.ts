import type { ConcernsAccount, EventDeclarations, MayConcernUser } from '../../core/events.js';
import type { CeremonyRefusal } from './ceremony.js';

export interface PasskeyEvents {
  passkey_refused: MayConcernUser & { readonly because: CeremonyRefusal };
  passkey_counter_regressed: ConcernsAccount & {
    /** The id of the passkey. */
    readonly passkey: string;
    /** Whether the service refused the passkey. It accepts one that is synchronised between devices. */
    readonly refused: boolean;
  };
}

declare module '../../core/events.js' {
  interface EventCatalogue extends PasskeyEvents {}
}

export const passkeyEvents: EventDeclarations<keyof PasskeyEvents> = {
  passkey_refused: {
    description:
      'A passkey was not accepted. `metadata.because` names the check that failed, for administrators alone: ' +
      '`verification` is the challenge, the origin, the RP ID, the flags or the signature. `userId` is null if ' +
      'nobody was named before.',
    outcome: 'FAILURE',
    byUser: false,
    metadata: { because: 'administrators' },
  },
  passkey_counter_regressed: {
    description:
      'A passkey sent a signature counter that is not higher than the last one, so somebody may have copied ' +
      'its key. `metadata.passkey` is its id. `metadata.refused` is true if the passkey cannot be synchronised ' +
      'between devices; then the service refused it and mailed its owner.',
    outcome: 'FAILURE',
    byUser: false,
    suspicious: true,
    metadata: { passkey: 'user', refused: 'user' },
  },
};
