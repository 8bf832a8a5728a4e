/** Why a sign-in with a provider failed, for the operator. */
export type ProviderProblem =
  /** The person refused at the provider. */
  | 'denied'
  /** The provider did not answer, or not in time. */
  | 'unreachable'
  /** The provider answered with an error, or against its protocol. */
  | 'refused'
  /** The ID token is not one for this client and this sign-in, or its signature is not the provider's. */
  | 'idToken'
  /** The provider does not say who the person is. */
  | 'subject'
  /** The person was not asked anew, although a step-up needs it. */
  | 'notFresh';

/** A sign-in with a provider that came to nothing. The cause is never logged: it may quote what the provider sent. */
export class ProviderFailure extends Error {
  override readonly name = 'ProviderFailure';

  constructor(
    readonly problem: ProviderProblem,
    options?: ErrorOptions,
  ) {
    super(problem, options);
  }
}
