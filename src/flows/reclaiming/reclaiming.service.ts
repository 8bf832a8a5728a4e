import type { LockedState } from '../../accounts/users/users.service.js';
import type { RequestMeta } from '../../core/viewer.js';
import type { RecordEvent } from '../../platform/audit/audit-trail.service.js';
import type { Transaction } from '../../platform/database/client.js';

/**
 * What a proof of the mailbox means for the account with its address: `proven`: it was proven before; `reclaimed`: the
 * account was another person's until now, and everything in it was ended; `exempt`: the account must not be reclaimed.
 */
export type MailboxProof =
  | { readonly outcome: 'proven'; readonly credentialsEpoch: number }
  | { readonly outcome: 'reclaimed'; readonly credentialsEpoch: number }
  | { readonly outcome: 'exempt' };

/** Gives an account whose mailbox was never proven to the person who proves it. */
export class Reclaiming {
  /**
   * Settles what the proof means, in the transaction of the sign-in, before the session is opened.
   * @param state the account, locked by this transaction
   * @param by what proved the mailbox
   */
  async proveMailbox(
    _tx: Transaction,
    _state: LockedState,
    _by: { readonly method: 'code' | 'provider'; readonly requestMeta: RequestMeta },
    _record: RecordEvent,
  ): Promise<MailboxProof> {
    throw new Error('reclaiming is not built yet');
  }
}
