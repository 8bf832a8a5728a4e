import { setTimeout as rest } from 'node:timers/promises';
import type { Clock } from '../../core/clock.js';
import { Duration } from '../../core/duration.js';
import { describeFailure } from '../../core/failure.js';
import type { Log } from '../../core/log.js';
import type { Randomness } from '../../core/randomness.js';
import type { SecretBox } from '../../core/secret-box.js';
import type { Translator } from '../i18n/translator.js';
import { pauseAfter } from './back-off.js';
import type { DueMail, DueMails } from './due-mails.service.js';
import { decryptMail } from './encrypted-mail.js';
import type { MailIdentity } from './mail-identity.js';
import { DeliveryError, type Mailer } from './mailer.js';
import type { MailTemplates, OutgoingMail } from './outgoing-mail.js';

export interface DeliveryDeps {
  mails: Pick<DueMails, 'remove' | 'postpone' | 'giveUp'>;
  box: SecretBox;
  templates: MailTemplates;
  translator: Translator;
  identity: MailIdentity;
  mailer: Pick<Mailer, 'send'>;
  clock: Clock;
  randomness: Pick<Randomness, 'bytes'>;
  log: Pick<Log, 'info' | 'warn' | 'error'>;
}

type DeliveryOutcome = 'done' | 'to be tried again' | 'given up';

/**
 * Retries for storing an outcome while the database is unavailable. Together they end well within a lease.
 */
const SETTLING_TRIES = 5;
const SETTLING_PAUSE = Duration.seconds(1);

/** Delivers one mail of the outbox, then removes it, postpones it, or gives it up. */
export class MailDelivery {
  /** Counted since the start of this process. */
  readonly counts = { delivered: 0, expired: 0 };

  constructor(private readonly deps: DeliveryDeps) {}

  /** Never rejects: no caller awaits it, and an unhandled rejection would end the process (ER-5). */
  async deliver(row: DueMail): Promise<void> {
    const outcome = await this.#attempt(row);
    for (let tries = 1; tries <= SETTLING_TRIES; tries++) {
      try {
        return await this.#settle(row, outcome);
      } catch (error) {
        const failure = describeFailure(error);
        this.deps.log.warn({ mail: row.id, outcome, tries, failure }, 'mail outcome not stored');
        if (tries < SETTLING_TRIES) await rest(SETTLING_PAUSE.milliseconds, null, { ref: false });
      }
    }
  }

  async #attempt(row: DueMail): Promise<DeliveryOutcome> {
    if (row.givenUpAt !== null) return 'done';
    let mail: OutgoingMail | null = null;
    try {
      mail = decryptMail(this.deps.box, row.id, row.sealed);
      if (mail === null) return 'done';
      if (row.expiresAt <= this.deps.clock.now()) return this.#expire(row, mail);
      await this.deps.mailer.send({ ...this.#write(mail), id: row.id });
      this.counts.delivered += 1;
      return 'done';
    } catch (error) {
      return this.#fail(row, mail, error);
    }
  }

  #write(mail: OutgoingMail) {
    const { templates, translator, identity } = this.deps;
    try {
      if (!Object.hasOwn(templates, mail.kind)) throw new UnwrittenError('EKIND');
      return (templates[mail.kind] as (typeof templates)[string])(translator, identity, mail);
    } catch (error) {
      throw error instanceof UnwrittenError ? error : new UnwrittenError(describeError(error).code);
    }
  }

  #expire(row: DueMail, { kind }: OutgoingMail): DeliveryOutcome {
    this.counts.expired += 1;
    this.deps.log.info({ mail: row.id, kind, attempts: row.attempts - 1 }, 'mail expired unsent');
    return 'done';
  }

  #fail(row: DueMail, mail: OutgoingMail | null, error: unknown): DeliveryOutcome {
    const details = {
      mail: row.id,
      kind: mail?.kind,
      to: mail?.to.replace(/^(.).*@/s, '$1***@'),
      attempt: row.attempts,
      ...describeError(error),
    };
    // A mail that cannot be written will never be. A mail that this instance cannot decrypt is left to an
    // instance with the secret, until it expires.
    const hopeless =
      mail === null
        ? row.expiresAt <= this.deps.clock.now()
        : error instanceof UnwrittenError || isPermanent(error);
    if (hopeless) this.deps.log.error(details, 'mail given up');
    else this.deps.log.warn(details, 'mail not delivered, will retry');
    return hopeless ? 'given up' : 'to be tried again';
  }

  async #settle(row: DueMail, outcome: DeliveryOutcome): Promise<void> {
    const { mails, randomness } = this.deps;
    if (outcome === 'done') await mails.remove(row);
    else if (outcome === 'given up') await mails.giveUp(row);
    else await mails.postpone(row, pauseAfter(row.attempts, randomness));
  }
}

/** No template exists for this kind of mail, or the template failed. */
class UnwrittenError extends Error {
  constructor(readonly code: string) {
    super('The mail could not be written');
  }
}

function isPermanent(error: unknown): boolean {
  return error instanceof DeliveryError && error.permanent;
}

/** The details of a failure that the log may hold: another program's message might quote the mail (ER-1). */
function describeError(error: unknown): { code: string; reason?: string } {
  if (error instanceof DeliveryError || error instanceof UnwrittenError)
    return { code: error.code, reason: error.message };
  if (!(error instanceof Error)) return { code: 'UNKNOWN' };
  return { code: 'code' in error && typeof error.code === 'string' ? error.code : error.name };
}
