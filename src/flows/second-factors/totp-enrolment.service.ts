import type { Clock } from '../../core/clock.js';
import { AuthError } from '../../core/errors.js';
import type { Services } from '../../core/services.js';
import type { RequestMeta, Viewer } from '../../core/viewer.js';
import { type TotpKey, totpKey } from '../../credentials/totp/totp-code.js';
import {
  type AuthenticatorApp,
  ENROLMENT_LIFE,
  type TotpSecrets,
} from '../../credentials/totp/totp-secrets.service.js';
import type { AddedFactor, FactorChanges } from './factor-changes.service.js';

/** A new secret, which is told once. */
export interface StartedEnrolment extends TotpKey {
  readonly id: string;
  readonly expiresAt: Date;
}

export interface TotpEnrolmentDeps {
  clock: Clock;
  totpSecrets: Pick<TotpSecrets, 'begin' | 'findPending' | 'confirm' | 'rename'>;
  factorChanges: Pick<FactorChanges, 'change' | 'add'>;
  factorEnrolment: Pick<Services['factorEnrolment'], 'require'>;
}

export interface TotpEnrolmentConfig {
  serviceName: string;
}

/** Adds authenticator apps to accounts. */
export class TotpEnrolment {
  constructor(
    private readonly deps: TotpEnrolmentDeps,
    private readonly config: TotpEnrolmentConfig,
  ) {}

  /**
   * Makes a secret that signs nobody in before it is confirmed.
   * @throws FORBIDDEN if the user has as many apps as possible, or is an administrator who needs a code; INVALID_CODE
   */
  async start(viewer: Viewer, name: string, enrolmentCode?: string | null): Promise<StartedEnrolment> {
    await this.deps.factorEnrolment.require(viewer, enrolmentCode);
    const { id, secret } = await this.deps.factorChanges.change(viewer, (tx, account) =>
      this.deps.totpSecrets.begin(tx, account.id, viewer.sessionId, name),
    );
    const key = await totpKey(secret, this.config.serviceName, viewer.account.username);
    return { id, ...key, expiresAt: ENROLMENT_LIFE.after(this.deps.clock.now()) };
  }

  /** @throws NOT_FOUND, INVALID_CODE, FORBIDDEN, TOKEN_INVALID */
  async confirm(
    viewer: Viewer,
    { id, code }: { readonly id: string; readonly code: string },
    requestMeta: RequestMeta,
  ): Promise<AddedFactor> {
    const right = await this.deps.totpSecrets.findPending(viewer, id, code);
    if (right === null) throw new AuthError('INVALID_CODE');
    return this.deps.factorChanges.add(
      viewer,
      'totp',
      { level: 2, methods: ['otp', 'mfa'] },
      (tx, user) => this.deps.totpSecrets.confirm(tx, user, right),
      requestMeta,
    );
  }

  /** @throws NOT_FOUND if the user has no such app */
  async rename(viewer: Viewer, id: string, name: string): Promise<AuthenticatorApp> {
    const renamed = await this.deps.totpSecrets.rename(viewer.account.id, id, name);
    if (renamed === null) throw new AuthError('NOT_FOUND');
    return renamed;
  }
}
