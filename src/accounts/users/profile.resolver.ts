import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Viewer } from '../../core/viewer.js';
import type { RequestContext } from '../../platform/graphql/context.js';
import { CurrentViewer } from '../../platform/graphql/viewer.decorator.js';
import { UpdateProfileInput } from './profile.input.js';
import type { Profiles } from './profile.service.js';
import { User } from './user.type.js';

@Resolver()
export class ProfileResolver {
  constructor(private readonly deps: { profiles: Profiles }) {}

  @Mutation(() => User, {
    description:
      'Changes the username, the display name or the language of the signed-in user. Needs an access token. Fails with `USERNAME_TAKEN`.',
  })
  updateProfile(
    @Arg('input', () => UpdateProfileInput) input: UpdateProfileInput,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<User> {
    return this.deps.profiles.update(viewer, input, context.requestMeta);
  }
}
