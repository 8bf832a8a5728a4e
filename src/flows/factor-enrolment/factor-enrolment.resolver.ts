import { Ctx, Mutation, Resolver } from 'type-graphql';
import type { Viewer } from '../../core/viewer.js';
import type { RequestContext } from '../../platform/graphql/context.js';
import { BeforeEnrolment } from '../../platform/graphql/public.js';
import { CurrentViewer } from '../../platform/graphql/viewer.decorator.js';
import type { FactorEnrolment } from './factor-enrolment.service.js';
import { RequestEnrolmentCodePayload } from './factor-enrolment.type.js';

@Resolver()
export class FactorEnrolmentResolver {
  constructor(private readonly deps: { factorEnrolment: FactorEnrolment }) {}

  @BeforeEnrolment()
  @Mutation(() => RequestEnrolmentCodePayload, {
    description:
      'Mails the signed-in administrator a code to enrol the first second factor with. Gives the same answer and ' +
      'mails nothing if a code of the last five minutes, by mail or of the operator, waits for its use, or if a ' +
      'session enrols with one. Needs an access token. Fails with `EMAIL_NOT_VERIFIED`, or with `FORBIDDEN` if the ' +
      'user needs no such code.',
  })
  async requestEnrolmentCode(
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: RequestContext,
  ): Promise<RequestEnrolmentCodePayload> {
    const user = await this.deps.factorEnrolment.requestCode(viewer, context.requestMeta);
    return { ...context.answer('enrolmentCodeRequested'), user };
  }
}
