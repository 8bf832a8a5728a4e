import type { RequestContext } from '../../platform/graphql/context.js';
import type { SignInTarget } from '../../platform/graphql/sign-in-target.js';

/** What of a sign-in says for which account it is, and on which device. */
export interface Target {
  readonly usernameOrEmail: string;
  readonly deviceToken?: string | null;
}

/** The account that a sign-in is for: the limit counts it and the password is proven for it, so they are the same one. */
export function targetOf(input: Target, context: RequestContext): Promise<SignInTarget> {
  return context.signInTarget(input.usernameOrEmail, input.deviceToken);
}
