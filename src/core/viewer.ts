import type { Randomness } from './randomness.js';

export const Role = { USER: 'USER', ADMIN: 'ADMIN' } as const;
export type Role = keyof typeof Role;

export const UserStatus = { ACTIVE: 'ACTIVE', SUSPENDED: 'SUSPENDED' } as const;
export type UserStatus = keyof typeof UserStatus;

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

/** Who asks: the owner of a live session. */
export interface Viewer {
  readonly sessionId: string;
  readonly account: Account;
}

/** Whoever runs a command beside the database: they have no account, and need none. */
export const OPERATOR = 'operator';

/** Who decides about other people's accounts. */
export type Actor = Viewer | typeof OPERATOR;

/** Where a request comes from, as sessions and events remember it. */
export interface Origin {
  readonly requestId: string;
  readonly ipAddress: string | null;
  /** Where a trusted proxy wrote no address: what it wrote, for limits to count. It is neither stored nor logged. */
  readonly unreadableAddress?: string;
  readonly userAgent: string | null;
}

/** Where what the service does by itself, or an operator by a command, comes from: nobody asked over the network. */
export function ownOrigin(randomness: Pick<Randomness, 'uuid'>): Origin {
  return { requestId: randomness.uuid(), ipAddress: null, userAgent: null };
}
