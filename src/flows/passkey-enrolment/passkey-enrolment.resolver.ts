import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { OWN_FACTORS } from '../../core/freshness.js';
import type { Services } from '../../core/services.js';
import type { Viewer } from '../../core/viewer.js';
import type { RequestContext } from '../../platform/graphql/context.js';
import { Fresh } from '../../platform/graphql/fresh.js';
import { BeforeEnrolment } from '../../platform/graphql/public.js';
import { CurrentViewer } from '../../platform/graphql/viewer.decorator.js';
import {
  AddPasskeyInput,
  RemovePasskeyInput,
  RenamePasskeyInput,
  StartPasskeyRegistrationInput,
} from './passkey-enrolment.input.js';
import type { PasskeyEnrolment } from './passkey-enrolment.service.js';
import {
  AddPasskeyPayload,
  RemovePasskeyPayload,
  RenamePasskeyPayload,
  StartPasskeyRegistrationPayload,
} from './passkey-enrolment.type.js';

@Resolver()
export class PasskeyEnrolmentResolver {
  constructor(
    private readonly deps: {
      passkeyEnrolment: PasskeyEnrolment;
      removingFactors: Services['removingFactors'];
      factorRemovals: Services['factorRemovals'];
    },
  ) {}

  @Fresh(OWN_FACTORS)
  @BeforeEnrolment()
  @Mutation(() => StartPasskeyRegistrationPayload, {
    description:
      'Begins the registration of a passkey for the signed-in user. Needs an access token; the session must be fresh. ' +
      'Fails with `STEP_UP_REQUIRED`. Administrators without a second factor send a code, otherwise it fails with ' +
      '`FORBIDDEN` or `INVALID_CODE`.',
  })
  async startPasskeyRegistration(
    @Arg('input', () => StartPasskeyRegistrationInput, { nullable: true })
    input: StartPasskeyRegistrationInput | null,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<StartPasskeyRegistrationPayload> {
    const ceremony = await this.deps.passkeyEnrolment.start(viewer, input?.enrolmentCode);
    return { ...context.answer('passkeyRegistrationStarted'), ...ceremony };
  }

  @Fresh(OWN_FACTORS)
  @BeforeEnrolment()
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
    return {
      ...context.answer('passkeyAdded'),
      passkey: { ...passkey, removedAt: null },
      recoveryCodes: codes,
      user: account,
    };
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
    const dueTimes = await this.deps.factorRemovals.dueTimes(viewer.account.id);
    const removedAt = dueTimes.get(input.id) ?? null;
    return { ...context.answer('passkeyRenamed'), passkey: { ...passkey, removedAt } };
  }

  @Fresh({ ...OWN_FACTORS, level: 2 })
  @Mutation(() => RemovePasskeyPayload, {
    description:
      'Removes a passkey and ends every other session. With the last second factor, the recovery codes go too. For a ' +
      'day after a sign-in with a recovery code, the removal of an older passkey takes effect a day later, and the ' +
      'user gets mails with which to cancel it. Needs an access token; fails with `STEP_UP_REQUIRED` if the session is ' +
      'not fresh or proved one factor alone, `NOT_FOUND`, `FORBIDDEN` if the user must keep the passkey, or ' +
      '`INVALID_CODE` for a wrong recovery code.',
  })
  async removePasskey(
    @Arg('input', () => RemovePasskeyInput) input: RemovePasskeyInput,
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<RemovePasskeyPayload> {
    const { account, dueAt } = await this.deps.removingFactors.remove(
      viewer,
      'passkey',
      input,
      context.requestMeta,
    );
    const answer = context.answer(dueAt === null ? 'factorRemoved' : 'factorRemovalWaits');
    return { ...answer, id: input.id, removedAt: dueAt, user: account };
  }
}
