import { isService } from '../../core/viewer.js';
import type { RequestContext } from './context.js';

/** The key that is counted in addition to the address or, for a known device, instead of it. */
export type Subject = string | null | { readonly knownDevice: string };

/** Finds the subject of an operation. The arguments fit the schema but have passed no other check yet. */
export type SubjectOf<Args> = (args: Args, context: RequestContext) => Subject | Promise<Subject>;

/** For operations of signed-in users alone: the session. */
export const bySession: SubjectOf<unknown> = async (_args, context) =>
  `session ${(await context.requireViewer()).sessionId}`;

/** For closed operations: the account of the signed-in user, or the service key. */
export const byViewer: SubjectOf<unknown> = async (_args, context) => {
  const principal = await context.requirePrincipal();
  return isService(principal) ? `service-key ${principal.serviceKeyId}` : principal.account.id;
};
