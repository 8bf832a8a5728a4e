import type { EventDeclarations } from '../../core/events.js';

export interface EncryptionKeyEvents {
  secrets_resealed: { readonly store: string; readonly rows: number };
}

declare module '../../core/events.js' {
  interface EventCatalogue extends EncryptionKeyEvents {}
}

export const encryptionKeyEvents: EventDeclarations<keyof EncryptionKeyEvents> = {
  secrets_resealed: {
    description:
      'Data encrypted under the previous secret was encrypted again under the current one; `metadata` has the number of `rows` and their `store`.',
    outcome: 'SUCCESS',
    byUser: false,
    metadata: { store: 'administrators', rows: 'administrators' },
  },
};
