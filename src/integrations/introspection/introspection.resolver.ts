import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../platform/graphql/context.js';
import { ForServices } from '../../platform/graphql/public.js';
import { IntrospectTokenInput } from './introspection.input.js';
import type { Introspection } from './introspection.service.js';
import { TokenIntrospection } from './introspection.type.js';

@Resolver()
export class IntrospectionResolver {
  constructor(private readonly deps: { introspection: Introspection }) {}

  @ForServices('introspect')
  @Query(() => TokenIntrospection, {
    description:
      'Returns whether an access token is valid now, and whose it is (RFC 7662); a token of any other kind ' +
      'is not active. Needs a service key with the scope `INTROSPECT` in the header ' +
      '`Latchkey-Service-Key` and a POST request. Fails with `UNAUTHENTICATED` without a key, with ' +
      '`TOKEN_INVALID` for an unknown or revoked key, or with `FORBIDDEN` for a key without the scope.',
  })
  introspectToken(
    @Arg('input', () => IntrospectTokenInput) { token }: IntrospectTokenInput,
    @Ctx() context: RequestContext,
  ): Promise<TokenIntrospection> {
    return this.deps.introspection.introspect(context.requireServiceKey(), token, context.requestMeta);
  }
}
