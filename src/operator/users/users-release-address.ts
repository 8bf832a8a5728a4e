import { type Answer, CommandError } from '../../platform/command-line/answer.js';
import type { AdministrationContext } from './users.context.js';
import { findUser } from './users-administer.js';

/** Frees the address of an account that never proved its mailbox, for the owner of the mailbox. */
export function usersReleaseAddress(
  who: string,
  { withAdministration }: AdministrationContext,
): Promise<Answer> {
  return withAdministration('users release-address', async (open) => {
    const { id, username } = await findUser(open, who);
    const email = await open.addressRelease.release(id, open.requestMeta);
    if (email === null)
      throw new CommandError(`${username} has proved the mailbox, so the address stays with the account.`);
    return {
      text: `${email} is free. ${username} keeps the account, was signed out, and signs in by the username.`,
      data: { userId: id, username, email },
    };
  });
}
