import type { RequestContext } from './context.js';

/** What is counted besides the address, or instead of it. */
export type Subject = string | null | { readonly knownDevice: string };

/** Names what is counted besides the address. The arguments fit the schema and have passed no other check yet. */
export type SubjectOf<Args> = (args: Args, context: RequestContext) => Subject | Promise<Subject>;

/** For closed operations: the account of the signed-in user. */
export const byViewer: SubjectOf<unknown> = async (_args, context) =>
  (await context.requireViewer()).account.id;
