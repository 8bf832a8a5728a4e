import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Viewer } from '../../core/viewer.js';
import type { RequestContext } from '../../platform/graphql/context.js';
import { findProblems } from '../../platform/graphql/input-problems.js';
import { CurrentViewer } from '../../platform/graphql/viewer.decorator.js';
import { UpdateProfileInput } from './profile.input.js';
import type { Profiles } from './profile.service.js';
import { UpdateProfilePayload } from './profile.type.js';

@Resolver()
export class ProfileResolver {
  constructor(private readonly deps: { profiles: Profiles }) {}

  @Mutation(() => UpdateProfilePayload, {
    description:
      'Changes the username, the display name or the language of the signed-in user. Needs an access token. Reports all problems of the input in one answer. Fails with `USERNAME_TAKEN`.',
  })
  async updateProfile(
    @Arg('input', () => UpdateProfileInput, { validate: false }) input: UpdateProfileInput,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<UpdateProfilePayload> {
    const user = await this.deps.profiles.update(
      viewer,
      input,
      await findProblems(input),
      context.requestMeta,
    );
    return { ...context.answer('profileUpdated'), user };
  }
}
