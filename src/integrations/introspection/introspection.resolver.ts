import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../platform/graphql/context.js';
import { ForServices } from '../../platform/graphql/public.js';
import type { Introspection } from './introspection.service.js';
import { TokenIntrospection } from './introspection.type.js';

@Resolver()
export class IntrospectionResolver {
  constructor(private readonly deps: { introspection: Introspection }) {}

  @ForServices()
  @Query(() => TokenIntrospection, {
    description:
      'Whether an access token is good at this moment, and whose it is (RFC 7662). For services with a key in the header ' +
      '`Latchkey-Service-Key`, by POST alone. A token of any other kind is not active.',
  })
  introspectToken(
    @Arg('token', () => String, { description: 'The access token that a client has shown.' }) token: string,
    @Ctx() context: RequestContext,
  ): Promise<TokenIntrospection> {
    return this.deps.introspection.introspect(context.requireServiceKey(), token, context.origin);
  }
}
