import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Viewer } from '../../core/viewer.js';
import type { RequestContext } from '../../platform/graphql/context.js';
import { Fresh } from '../../platform/graphql/fresh.js';
import { CurrentViewer } from '../../platform/graphql/viewer.decorator.js';
import { AddPasskeyInput, RemovePasskeyInput, RenamePasskeyInput } from './passkey-enrolment.input.js';
import type { PasskeyEnrolment } from './passkey-enrolment.service.js';
import {
  AddPasskeyPayload,
  RemovePasskeyPayload,
  RenamePasskeyPayload,
  StartPasskeyRegistrationPayload,
} from './passkey-enrolment.type.js';

@Resolver()
export class PasskeyEnrolmentResolver {
  constructor(private readonly deps: { passkeyEnrolment: PasskeyEnrolment }) {}

  @Fresh()
  @Mutation(() => StartPasskeyRegistrationPayload, {
    description:
      'Begins the registration of a passkey for the signed-in user. Needs an access token; the session must be fresh. ' +
      'Fails with `STEP_UP_REQUIRED`.',
  })
  async startPasskeyRegistration(
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<StartPasskeyRegistrationPayload> {
    const ceremony = await this.deps.passkeyEnrolment.start(viewer);
    return { ...context.answer('passkeyRegistrationStarted'), ...ceremony };
  }

  @Fresh()
  @Mutation(() => AddPasskeyPayload, {
    description:
      'Adds a passkey to the account of the signed-in user. From the first second factor on, a sign-in with ' +
      'the password asks for one, and all other sessions end. Needs an access token; the session must be fresh. Fails with ' +
      '`STEP_UP_REQUIRED`; `TOKEN_INVALID` for a `challenge` that is unknown, used, too old or of another ' +
      'session; `INVALID_CREDENTIALS` for a response that is not accepted; `PASSKEY_TAKEN`; or `FORBIDDEN` if ' +
      'the user has 20 passkeys.',
  })
  async addPasskey(
    @Arg('input', () => AddPasskeyInput) input: AddPasskeyInput,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<AddPasskeyPayload> {
    const { passkey, recoveryCodes, account } = await this.deps.passkeyEnrolment.add(
      viewer,
      input,
      context.requestMeta,
    );
    const codes = recoveryCodes === null ? null : [...recoveryCodes];
    return { ...context.answer('passkeyAdded'), passkey, recoveryCodes: codes, user: account };
  }

  @Fresh()
  @Mutation(() => RenamePasskeyPayload, {
    description:
      'Renames a passkey of the signed-in user. Needs an access token; the session must be fresh. Fails with ' +
      '`STEP_UP_REQUIRED`, or `NOT_FOUND` if the user has no such passkey.',
  })
  async renamePasskey(
    @Arg('input', () => RenamePasskeyInput) input: RenamePasskeyInput,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<RenamePasskeyPayload> {
    const passkey = await this.deps.passkeyEnrolment.rename(viewer, input);
    return { ...context.answer('passkeyRenamed'), passkey };
  }

  @Fresh()
  @Mutation(() => RemovePasskeyPayload, {
    description:
      'Removes a passkey of the signed-in user, and ends all other sessions. Needs an access token; the session ' +
      'must be fresh. Fails with `STEP_UP_REQUIRED`, or `NOT_FOUND` if the user has no such passkey.',
  })
  async removePasskey(
    @Arg('input', () => RemovePasskeyInput) { passkeyId }: RemovePasskeyInput,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<RemovePasskeyPayload> {
    const user = await this.deps.passkeyEnrolment.remove(viewer, passkeyId, context.requestMeta);
    return { ...context.answer('passkeyRemoved'), passkeyId, user };
  }
}
