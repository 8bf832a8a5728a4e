import { OPERATOR, Role } from '../../core/viewer.js';
import { type Answer, CommandError } from '../../platform/command-line/answer.js';
import type { AdministrationContext } from './users.context.js';
import { decide, findUser, type Reasoned } from './users-administer.js';

/** Removes every second factor of a user: the way back in for the last administrator. */
export function usersResetSecondFactors(
  who: string,
  options: Reasoned,
  context: AdministrationContext,
): Promise<Answer> {
  return decide(context, who, 'reset-second-factors', options, ({ administration, requestMeta }, decision) =>
    administration.resetSecondFactors(OPERATOR, decision, requestMeta),
  );
}

/** Makes a code with which an administrator enrols the first second factor. */
export function usersEnrolmentCode(
  who: string,
  { withAdministration }: AdministrationContext,
): Promise<Answer> {
  return withAdministration('users enrolment-code', async (open) => {
    const { id, username, role, hasSecondFactor } = await findUser(open, who);
    if (role !== Role.ADMIN) throw new CommandError('Only administrators enrol with a code.');
    if (hasSecondFactor)
      throw new CommandError(
        `${username} has a second factor. If it is lost, run: latchkey users reset-second-factors ${username}`,
      );
    const { code, expiresAt } = await open.factorEnrolment.issueByOperator(id, open.requestMeta);
    const until = expiresAt.toISOString();
    return {
      text: `${code}\nGive this code to ${username} over a safe channel. It works in one session, until ${until}.`,
      data: { userId: id, code, expiresAt: until },
    };
  });
}
