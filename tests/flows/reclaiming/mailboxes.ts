import { VerifyEmailDocument } from '../../../src/generated/client/operations.js';
import type { Person } from '../../support/people.js';
import type { TestService } from '../../support/service.js';

/** The same person, after opening the mailed link in their own session. */
export async function verified<P extends Person>(
  { client, mailbox }: Pick<TestService, 'client' | 'mailbox'>,
  person: P,
): Promise<P> {
  const token = await mailbox.token(person.email, 1, 'verify-email');
  await client.as(person.tokens.accessToken).run(VerifyEmailDocument, { input: { token } });
  return person;
}

/** What the row of the user says of the mailbox. */
export function mailboxOf({ database }: Pick<TestService, 'database'>, { tokens }: Person) {
  return database.user.findUniqueOrThrow({
    where: { id: tokens.user.id },
    select: { emailVerifiedAt: true, verifiedElsewhere: true, secondFactorSince: true, referredById: true },
  });
}
