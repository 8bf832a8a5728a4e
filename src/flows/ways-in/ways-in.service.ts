import type { LockedAccount } from '../../accounts/users/users.service.js';
import { AuthError } from '../../core/errors.js';
import type { LockedUser, UserId } from '../../core/ids.js';
import { ProofMethod } from '../../core/proof-method.js';
import type { Transaction } from '../../platform/database/client.js';

/** What a user can sign in with, without anything else. A second factor alone opens nothing. */
export type WayIn = 'password' | 'passkey' | 'identity' | 'mailedCode';

export interface WaysInDeps {
  passwords: { has(tx: Transaction, userId: LockedUser): Promise<boolean> };
  passkeys: { count(tx: Transaction, userId: UserId): Promise<number> };
  identities: { count(tx: Transaction, userId: UserId, providers: readonly string[]): Promise<number> };
}

export interface WaysInConfig {
  /** Whether users sign in with mailed codes. */
  readonly mailedCodes: 'off' | 'sign-in' | 'registration';
  /** The providers with which users can sign in. An identity of any other one opens nothing. */
  readonly signInProviders: readonly { readonly id: string }[];
}

/** As `LINK_REQUIRED` tells them, the safest first. */
const METHODS: readonly (readonly [WayIn, ProofMethod])[] = [
  ['passkey', ProofMethod.PASSKEY],
  ['password', ProofMethod.PASSWORD],
  ['mailedCode', ProofMethod.MAILED_CODE],
  ['identity', ProofMethod.PROVIDER],
];

/** Knows with what a user can sign in. Every removal of a credential asks here, so that no account locks itself up. */
export class WaysIn {
  constructor(
    private readonly deps: WaysInDeps,
    private readonly config: WaysInConfig,
  ) {}

  /** How many of each the locked user has. */
  async count(tx: Transaction, account: LockedAccount): Promise<Readonly<Record<WayIn, number>>> {
    const { passwords, passkeys, identities } = this.deps;
    const { mailedCodes, signInProviders } = this.config;
    const providers = signInProviders.map(({ id }) => id);
    return {
      password: (await passwords.has(tx, account.id)) ? 1 : 0,
      passkey: await passkeys.count(tx, account.id),
      identity: await identities.count(tx, account.id, providers),
      mailedCode: mailedCodes !== 'off' && account.emailVerified ? 1 : 0,
    };
  }

  /**
   * Call it after a credential was removed, in the same transaction, which a refusal undoes.
   * @throws FORBIDDEN with the reason `lastWayIn` if the user could not sign in any more
   */
  async requireAny(tx: Transaction, account: LockedAccount): Promise<void> {
    const counts = Object.values(await this.count(tx, account));
    if (counts.every((count) => count === 0)) throw new AuthError('FORBIDDEN', { reason: 'lastWayIn' });
  }

  /** The ways in which the user can prove that the account is theirs, the safest first. */
  async methodsOf(tx: Transaction, account: LockedAccount): Promise<ProofMethod[]> {
    const counts = await this.count(tx, account);
    return METHODS.flatMap(([way, method]) => (counts[way] > 0 ? [method] : []));
  }
}
