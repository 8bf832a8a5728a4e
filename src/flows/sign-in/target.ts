import type { RequestContext } from '../../platform/graphql/context.js';
import type { SignInTarget } from '../../platform/graphql/sign-in-target.js';

/** The part of a sign-in request that names the account and the device. */
export interface Target {
  readonly usernameOrEmail: string;
  readonly deviceToken?: string | null;
}

/**
 * Finds the account of a sign-in once per request, so the rate limit counts the same account as the one whose
 * password is verified.
 */
export function targetOf(input: Target, context: RequestContext): Promise<SignInTarget> {
  return context.signInTarget(input.usernameOrEmail, input.deviceToken);
}
