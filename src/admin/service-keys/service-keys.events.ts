import type { ConcernsUser, EventDeclarations, InSession } from '../../core/events.js';

interface ConcernsServiceKey {
  readonly key: { readonly id: string; readonly name: string; readonly scopes: readonly string[] };
}

export interface ServiceKeyEvents {
  service_key_created: ConcernsUser & InSession & ConcernsServiceKey;
  service_key_revoked: ConcernsUser & InSession & ConcernsServiceKey;
  service_key_refused: object;
}

declare module '../../core/events.js' {
  interface EventCatalogue extends ServiceKeyEvents {}
}

export const serviceKeyEvents: EventDeclarations<keyof ServiceKeyEvents> = {
  service_key_created: {
    description: 'An administrator created a service key; `metadata.key` has its `id`, `name` and `scopes`.',
    outcome: 'SUCCESS',
    byUser: true,
    metadata: { key: 'user' },
  },
  service_key_revoked: {
    description: 'An administrator revoked a service key; `metadata.key` has its `id`, `name` and `scopes`.',
    outcome: 'SUCCESS',
    byUser: true,
    metadata: { key: 'user' },
  },
  service_key_refused: {
    description: 'A service presented an unknown or revoked key.',
    outcome: 'FAILURE',
    byUser: false,
    suspicious: true,
  },
};
