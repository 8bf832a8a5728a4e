import type { Clock } from '../../core/clock.js';
import type { Duration } from '../../core/duration.js';
import type { Account } from '../../core/viewer.js';
import type { RawTransaction } from '../../platform/database/client.js';
import { circumstanceParams } from '../../platform/mail/circumstances.js';
import { linkMail } from '../../platform/mail/link-mail.js';
import type { Outbox } from '../../platform/mail/outbox.service.js';
import { factorRemovalLink } from './second-factors.mails.js';

export interface FactorRemovalMailsConfig {
  cancelFactorRemovalUrl: string;
}

/** Writes the mails with which a user can cancel the removal of a factor. */
export class FactorRemovalMails {
  constructor(
    private readonly deps: { clock: Clock; outbox: Pick<Outbox, 'put'> },
    private readonly config: FactorRemovalMailsConfig,
  ) {}

  /** @param left the time until the removal takes effect */
  async put(tx: RawTransaction, account: Account, token: string, left: Duration): Promise<void> {
    const at = this.deps.clock.now();
    // Without `linkOf`: a thief could make another change, which would delete the waiting mail.
    const { linkOf: _, ...mail } = linkMail(factorRemovalLink, account.email, account, {
      page: this.config.cancelFactorRemovalUrl,
      token,
      lifetime: left,
      requested: circumstanceParams({ at }),
    });
    await this.deps.outbox.put(tx, mail, left.after(at));
  }
}
