export type Role = 'USER' | 'ADMIN';
export type UserStatus = 'ACTIVE' | 'SUSPENDED';

/** A person as their own clients may see them. No column of it is a secret. */
export interface Account {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly languageCode: string;
  readonly role: Role;
  readonly status: UserStatus;
  /** Exact decimals, as text. */
  readonly balance: string;
  readonly referralBalance: string;
  readonly referralCode: string;
  readonly lastLoginAt: Date | null;
  readonly createdAt: Date;
}

/** Who asks: the owner of the live session that the access token names. */
export interface Viewer {
  readonly sessionId: string;
  readonly account: Account;
}

/** Where a request comes from, as a session remembers it. */
export interface Origin {
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
}
