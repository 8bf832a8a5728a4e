import type { AdministeredAccount } from '../../accounts/users/administered-account.js';
import { isReason, REASON_MAX_LENGTH } from '../../admin/users/reason.js';
import { OPERATOR, type Role } from '../../core/viewer.js';
import { enrolmentAdvice } from '../../flows/factor-enrolment/enrolment-advice.js';
import { type Answer, CommandError } from '../../platform/command-line/answer.js';
import { lineOf, shown } from './shown-user.js';
import type { AdministrationContext, OpenAdministration } from './users.context.js';

export interface Reasoned {
  readonly reason?: string;
}

export interface SuspendOptions extends Reasoned {
  readonly until?: Date;
}

export function usersSuspend(
  who: string,
  options: SuspendOptions,
  context: AdministrationContext,
): Promise<Answer> {
  const { until = null } = options;
  return decide(context, who, 'suspend', options, ({ administration, requestMeta }, decision) =>
    administration.suspend(OPERATOR, { ...decision, until }, requestMeta),
  );
}

export function usersReinstate(
  who: string,
  options: Reasoned,
  context: AdministrationContext,
): Promise<Answer> {
  return decide(context, who, 'reinstate', options, ({ administration, requestMeta }, decision) =>
    administration.reinstate(OPERATOR, decision, requestMeta),
  );
}

export function usersSetRole(
  who: string,
  role: Role,
  options: Reasoned,
  context: AdministrationContext,
): Promise<Answer> {
  return decide(context, who, 'set-role', options, ({ administration, requestMeta }, decision) =>
    administration.setRole(OPERATOR, { ...decision, role }, requestMeta),
  );
}

interface Decision {
  readonly userId: string;
  readonly reason: string | null;
}

/** Finds the user of a command. */
export async function findUser({ directory }: OpenAdministration, who: string): Promise<AdministeredAccount> {
  const user = await directory.findByIdentifier(who);
  if (user === null) throw new CommandError('No user has this username or email address.');
  return user;
}

/** Runs a decision about a user, and says what is next for an administrator without a second factor. */
export function decide(
  { withAdministration }: AdministrationContext,
  who: string,
  command: string,
  { reason = null }: { readonly reason?: string | null },
  act: (open: OpenAdministration, decision: Decision) => Promise<AdministeredAccount>,
): Promise<Answer> {
  if (reason !== null && !isReason(reason))
    throw new CommandError(
      `The reason must be one line of text with at most ${REASON_MAX_LENGTH} characters.`,
    );
  return withAdministration(`users ${command}`, async (open) => {
    const user = await findUser(open, who);
    const changed = await act(open, { userId: user.id, reason });
    const advice = enrolmentAdvice(changed, open.factorRules);
    return {
      text: [lineOf(changed), ...(advice === null ? [] : [advice])].join('\n'),
      data: { user: shown(changed) },
    };
  });
}
