import { displayNameOf } from '../../accounts/users/display-name.js';
import { refuseProblems } from '../../accounts/users/input-problems.js';
import type { Mailboxes } from '../../accounts/users/mailboxes.service.js';
import type { ReservedUsernames } from '../../accounts/users/reserved-usernames.js';
import type { UsernamesSetting } from '../../accounts/users/username.js';
import type { LockedState, Users } from '../../accounts/users/users.service.js';
import type { Clock } from '../../core/clock.js';
import type { Duration } from '../../core/duration.js';
import { parseEmailAddress } from '../../core/email-address.js';
import { AuthError, type FieldProblem } from '../../core/errors.js';
import type { Services } from '../../core/services.js';
import type { RequestMeta } from '../../core/viewer.js';
import type {
  MailedCodes,
  PendingRegistration,
} from '../../credentials/mailed-codes/mailed-codes.service.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import { sentence } from '../../platform/i18n/sentence.js';
import { linkRequest } from '../../platform/mail/circumstances.js';
import { notificationMail } from '../../platform/mail/notification-mail.js';
import type { Outbox } from '../../platform/mail/outbox.service.js';
import type { OutgoingMail } from '../../platform/mail/outgoing-mail.js';
import { codeParams, type MailedCodeContent } from './code-sign-in.mails.js';

export interface CodeRequest {
  readonly email: string;
  /** The challenge that the same client got before. */
  readonly replaces?: string | null;
  /** Whether the account with this address knows the device. */
  readonly fromKnownDevice: boolean;
}

export interface CodeRegistrationRequest extends CodeRequest {
  readonly username?: string | null;
  readonly displayName?: string | null;
  readonly languageCode?: string | null;
  readonly referralCode?: string | null;
}

/** What the client needs to use the code. */
export interface RequestedCode {
  readonly challenge: string;
  readonly expiresAt: Date;
}

export interface CodeRequestsDeps {
  clock: Clock;
  users: Pick<Users, 'findReferrerId' | 'findTaken'>;
  mailboxes: Pick<Mailboxes, 'findLocked'>;
  reservedUsernames: Pick<ReservedUsernames, 'check'>;
  mailedCodes: Pick<MailedCodes, 'issue'>;
  reclaiming: Pick<Services['reclaiming'], 'foresee'>;
  outbox: Pick<Outbox, 'put'>;
  audit: AuditTrail;
  limits: Pick<Services['limits'], 'allows'>;
}

export interface CodeSignInConfig {
  /** What mailed codes open. */
  readonly mailedCodes: 'off' | 'sign-in' | 'registration';
  readonly mailedCodeTtl: Duration;
  /** The target of the mailed link. It is configured and never taken from a request (PR-3). */
  readonly signInCodeUrl: string;
  readonly usernames: UsernamesSetting;
}

/** Mails codes to sign in and to register. */
export class CodeRequests {
  constructor(
    private readonly deps: CodeRequestsDeps,
    private readonly config: CodeSignInConfig,
  ) {}

  /**
   * Mails a code to the account with this address. The answer and the work are the same if there is none (LOG-3).
   * @throws FORBIDDEN if codes are switched off
   */
  async request(request: CodeRequest, requestMeta: RequestMeta): Promise<RequestedCode> {
    if (this.config.mailedCodes === 'off') throw new AuthError('FORBIDDEN', { reason: 'mailedCodesOff' });
    return this.#mail(request, null, requestMeta);
  }

  /**
   * Mails a code that creates an account. Nothing is created before the code is shown. For an address with an account it
   * mails a code to sign in, and the answer is the same.
   * @param malformed the rules that the fields break
   * @throws FORBIDDEN if such codes are switched off; BAD_USER_INPUT, USERNAME_TAKEN, INVALID_REFERRAL_CODE
   */
  async register(
    request: CodeRegistrationRequest,
    malformed: readonly FieldProblem[],
    requestMeta: RequestMeta,
  ): Promise<RequestedCode> {
    if (this.config.mailedCodes !== 'registration')
      throw new AuthError('FORBIDDEN', { reason: 'codeRegistrationOff' });
    return this.#mail(request, await this.#registrationOf(request, malformed), requestMeta);
  }

  async #mail(
    { email, replaces = null, fromKnownDevice }: CodeRequest,
    registration: PendingRegistration | null,
    requestMeta: RequestMeta,
  ): Promise<RequestedCode> {
    const { clock, mailboxes, reclaiming, mailedCodes, outbox, audit, limits } = this.deps;
    const { mailedCodeTtl: lifetime, signInCodeUrl: page } = this.config;
    const { address, key } = parseEmailAddress(email) ?? { address: '', key: null };
    const now = clock.now();
    const requested = linkRequest(now, requestMeta);
    // Counted for every address, because counting takes time.
    const mayTell = await limits.allows('securityNotice', `${key} signInCodeRefused`);
    return audit.rawTransaction(async (tx, _written, record) => {
      const found = await mailboxes.findLocked(tx, key, now);
      const active = found?.account.status === 'ACTIVE' ? found : null;
      const outcome = await reclaiming.foresee(tx, active, fromKnownDevice);
      const owner = outcome === 'exempt' ? null : active;
      const issued = await mailedCodes.issue(tx, {
        email: address,
        account: owner && { id: owner.account.id, credentialsEpoch: owner.credentialsEpoch },
        registration: found === null ? registration : null,
        replaces,
        fromKnownDevice,
        lifetime,
      });
      const mail =
        issued.code === null
          ? mayTell && owner === null && active !== null
            ? notificationMail('signInCodeRefused', active.account, { at: now, request: requestMeta })
            : null
          : codeMail(owner, registration, address, { code: issued.code, page, lifetime, requested });
      await outbox.put(tx, mail, lifetime.after(now));
      await record({ type: 'sign_in_code_requested', userId: found?.account.id ?? null, requestMeta });
      return { challenge: issued.challenge, expiresAt: issued.expiresAt };
    });
  }

  /** Looks up the username, which is public, and never the address. */
  async #registrationOf(
    request: CodeRegistrationRequest,
    malformed: readonly FieldProblem[],
  ): Promise<PendingRegistration> {
    const { users, reservedUsernames } = this.deps;
    const username = request.username ?? null;
    const problems = [
      ...malformed,
      ...(username === null ? this.#missing() : reservedUsernames.check(username)),
    ];
    const isLookedUp = username !== null && problems.length === 0;
    refuseProblems({
      malformed: problems,
      taken: isLookedUp ? await users.findTaken({ username, email: null }) : [],
    });
    const referralCode = request.referralCode || null;
    if (referralCode !== null && (await users.findReferrerId(referralCode)) === null)
      throw new AuthError('INVALID_REFERRAL_CODE');
    const displayName = displayNameOf(request.displayName ?? '');
    return { username, displayName, languageCode: request.languageCode ?? 'en', referralCode };
  }

  #missing(): FieldProblem[] {
    if (this.config.usernames === 'derived') return [];
    return [{ field: 'username', rule: 'required', sentence: sentence('problems.input.required') }];
  }
}

/** The mail goes to the stored address of an account, never to the submitted text (PR-4). */
function codeMail(
  owner: LockedState | null,
  registration: PendingRegistration | null,
  address: string,
  content: MailedCodeContent,
): OutgoingMail {
  if (owner === null) {
    const language = registration?.languageCode ?? 'en';
    return { kind: 'registrationCode', to: address, language, params: codeParams(content, null) };
  }
  const {
    id: linkOf,
    email: to,
    emailVerified: toVerified,
    languageCode: language,
    username,
  } = owner.account;
  return { kind: 'signInCode', to, toVerified, language, linkOf, params: codeParams(content, username) };
}
