import type { AdministeredAccount } from '../../accounts/users/administered-account.js';

/** A user as one line of text. */
export function lineOf(user: AdministeredAccount): string {
  const end = user.suspension?.until;
  const suspension = user.suspension && `SUSPENDED${end ? ` until ${end.toISOString()}` : ''}`;
  return [user.username, user.email, user.role, suspension ?? user.status, user.id].join('  ');
}

/** A user in the JSON output. */
export function shown({
  id,
  username,
  displayName,
  email,
  emailVerified,
  role,
  status,
  suspension,
  createdAt,
  lastLoginAt,
}: AdministeredAccount) {
  return {
    id,
    username,
    displayName,
    email,
    emailVerified,
    role,
    status,
    suspension,
    createdAt,
    lastLoginAt,
  };
}
