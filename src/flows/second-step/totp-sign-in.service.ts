import { deviceOf } from '../../accounts/devices/device.js';
import { AuthError } from '../../core/errors.js';
import type { Services } from '../../core/services.js';
import type { RequestMeta } from '../../core/viewer.js';
import type { KnownDevices } from '../../credentials/known-devices/known-devices.service.js';
import type { RightCode, TotpSecrets } from '../../credentials/totp/totp-secrets.service.js';
import { isWrongCode, settleGuess } from '../../platform/rate-limits/counted-guess.js';
import type { SignedIn } from '../../sessions/session-tokens.js';

export interface TotpSignInRequest {
  readonly challenge: string;
  readonly code: string;
  readonly rememberDevice?: boolean | null;
  readonly deviceFingerprint?: string | null;
  /** The unchecked tokens by which accounts trust the device. */
  readonly trustedDevice?: string | null;
  /** The unchecked challenge of `LINK_REQUIRED`. */
  readonly linkChallenge?: string | null;
}

export interface TotpSignInDeps {
  secondSteps: Services['secondSteps'];
  totpSecrets: Pick<TotpSecrets, 'findCode' | 'claim'>;
  knownDevices: Pick<KnownDevices, 'findOwn'>;
  limits: Pick<Services['limits'], 'begin'>;
}

type BegunSignIn = Awaited<ReturnType<Services['secondSteps']['begin']>>;
type DeviceTokensOfUser = Awaited<ReturnType<KnownDevices['findOwn']>>;

/** Finishes sign-ins with the code of an authenticator app. */
export class TotpSignIn {
  constructor(private readonly deps: TotpSignInDeps) {}

  /**
   * Wrong codes are counted by account over all challenges, before a code is checked: known devices and strangers
   * have budgets of their own, so a stranger with the password does not lock the user out there.
   * @param deviceTokens the unchecked tokens that the device sent
   * @throws TOKEN_INVALID, INVALID_CODE, RATE_LIMITED
   */
  async signIn(
    request: TotpSignInRequest,
    deviceTokens: string | null,
    requestMeta: RequestMeta,
  ): Promise<SignedIn> {
    const { secondSteps, knownDevices, limits } = this.deps;
    const begun = await secondSteps.begin(request.challenge);
    const { userId } = begun;
    const tokens = await knownDevices.findOwn(userId, deviceTokens);
    const isKnown = tokens.device !== null;
    const counted = isKnown ? { subject: null, knownDevice: userId } : { subject: userId };
    const attempt = await limits.begin('totp', { requestMeta, ...counted });
    try {
      return await settleGuess(attempt, () => this.#finish(begun, request, tokens, requestMeta));
    } catch (error) {
      if (!isWrongCode(error)) throw error;
      throw await secondSteps.refuse(begun, requestMeta);
    }
  }

  async #finish(
    begun: BegunSignIn,
    request: TotpSignInRequest,
    tokens: DeviceTokensOfUser,
    requestMeta: RequestMeta,
  ): Promise<SignedIn> {
    const right = await this.deps.totpSecrets.findCode(begun.userId, request.code);
    if (right === null) throw new AuthError('INVALID_CODE');
    const { trustedDevice = null, linkChallenge = null } = request;
    const device = deviceOf(request, requestMeta);
    const visit = { device, tokens, trustedDevice, linkChallenge, requestMeta };
    return this.deps.secondSteps.finish(begun, this.#proof(right, request), visit);
  }

  #proof(right: RightCode, { rememberDevice }: TotpSignInRequest) {
    return {
      level: 2,
      methods: ['otp'],
      factorId: right.id,
      rememberDevice: rememberDevice === true,
      claim: async (tx, user) => {
        if (!(await this.deps.totpSecrets.claim(tx, user, right))) throw new AuthError('INVALID_CODE');
      },
    } as const satisfies Parameters<Services['secondSteps']['finish']>[1];
  }
}
