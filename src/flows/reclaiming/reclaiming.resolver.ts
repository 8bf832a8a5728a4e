import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { RequestContext } from '../../platform/graphql/context.js';
import { Public } from '../../platform/graphql/public.js';
import type { Disowning } from './disowning.service.js';
import { DisownRegistrationInput } from './reclaiming.input.js';
import { DisownRegistrationPayload } from './reclaiming.type.js';

@Resolver()
export class ReclaimingResolver {
  constructor(private readonly deps: { disowning: Disowning }) {}

  @Public()
  @Mutation(() => DisownRegistrationPayload, {
    description:
      'Says that another person registered with this address, with the token of the mail that asks to verify it. Ends ' +
      'the password, the second factors and every session of the account. The account stays, and the owner of the ' +
      'mailbox may take it over. Needs no token. Fails with `TOKEN_INVALID`, also for an account that is in use.',
  })
  async disownRegistration(
    @Arg('input', () => DisownRegistrationInput) input: DisownRegistrationInput,
    @Ctx() context: RequestContext,
  ): Promise<DisownRegistrationPayload> {
    await this.deps.disowning.disown(input.token, context.requestMeta);
    return context.answer('registrationDisowned');
  }
}
