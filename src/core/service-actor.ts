/**
 * What a service key is for. They are chosen when the key is created and never change, so a key that leaks from
 * a service with few rights never gains any.
 */
export const SERVICE_KEY_SCOPES = ['introspect', 'users:read', 'users:write', 'events'] as const;
export type ServiceKeyScope = (typeof SERVICE_KEY_SCOPES)[number];

/** Another service or a script that acts with a service key. It has no account and no session. */
export interface ServiceActor {
  readonly serviceKeyId: string;
  readonly scopes: readonly ServiceKeyScope[];
}

export function hasScope({ scopes }: ServiceActor, scope: ServiceKeyScope | null): boolean {
  return scope !== null && scopes.includes(scope);
}
