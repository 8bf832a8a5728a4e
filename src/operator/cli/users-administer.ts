import type { AdministeredAccount } from '../../accounts/users/administered-account.js';
import { cursorOf, positionAt, USER_CURSOR } from '../../admin/user-directory/user-cursor.js';
import { isReason, REASON_MAX_LENGTH } from '../../admin/users/reason.js';
import type { Service } from '../../app/service.js';
import { systemRandomness } from '../../core/randomness.js';
import { OPERATOR, type Origin, type Role, type UserStatus } from '../../core/viewer.js';
import { type Answer, CommandRefused } from './answer.js';
import { inService } from './service.js';
import type { Shell } from './shell.js';

type Office = Pick<Service['services'], 'administration' | 'directory'>;

interface Reasoned {
  readonly reason?: string;
}

export interface UsersListOptions {
  readonly search?: string;
  readonly role?: Role;
  readonly status?: UserStatus;
  readonly first: number;
  readonly after?: string;
}

export function usersSuspend(
  who: string,
  options: Reasoned & { until?: Date },
  shell: Shell,
): Promise<Answer> {
  const { until = null } = options;
  return decide(shell, who, 'suspend', options, ({ administration }, decision, origin) =>
    administration.suspend(OPERATOR, { ...decision, until }, origin),
  );
}

export function usersReinstate(who: string, options: Reasoned, shell: Shell): Promise<Answer> {
  return decide(shell, who, 'reinstate', options, ({ administration }, decision, origin) =>
    administration.reinstate(OPERATOR, decision, origin),
  );
}

export function usersSetRole(who: string, role: Role, options: Reasoned, shell: Shell): Promise<Answer> {
  return decide(shell, who, 'set-role', options, ({ administration }, decision, origin) =>
    administration.setRole(OPERATOR, { ...decision, role }, origin),
  );
}

/** The newest first, a page at a time. */
export function usersList({ first, after, ...search }: UsersListOptions, shell: Shell): Promise<Answer> {
  if (after !== undefined && !USER_CURSOR.test(after))
    throw new CommandRefused('--after must be the `next` of a page before.');
  return inService(shell, async ({ services: office }) => {
    const found = await office.directory.list(
      search,
      first + 1,
      after === undefined ? null : positionAt(after),
    );
    const users = found.slice(0, first);
    const last = users.at(-1);
    const next = found.length > first && last !== undefined ? cursorOf(last) : null;
    const lines = [...users.map(line), ...(next === null ? [] : [`More with: --after ${next}`])];
    return {
      text: users.length === 0 ? 'Nobody.' : lines.join('\n'),
      data: { users: users.map(shown), next },
    };
  });
}

interface Decision {
  readonly userId: string;
  readonly reason: string | null;
}

function decide(
  shell: Shell,
  who: string,
  command: string,
  { reason = null }: { readonly reason?: string | null },
  act: (office: Office, decision: Decision, origin: Origin) => Promise<AdministeredAccount>,
): Promise<Answer> {
  if (reason !== null && !isReason(reason))
    throw new CommandRefused(
      `The reason must be one line of text, of ${REASON_MAX_LENGTH} characters at the most.`,
    );
  return inService(shell, async ({ services: office }) => {
    const user = await office.directory.findByIdentifier(who);
    if (user === null) throw new CommandRefused('Nobody has this username or email.');
    const origin = {
      requestId: systemRandomness.uuid(),
      ipAddress: null,
      userAgent: `latchkey users ${command}`,
    };
    const changed = await act(office, { userId: user.id, reason }, origin);
    return { text: line(changed), data: { user: shown(changed) } };
  });
}

function line(user: AdministeredAccount): string {
  const end = user.suspension?.until;
  const suspension = user.suspension && `SUSPENDED${end ? ` until ${end.toISOString()}` : ''}`;
  return [user.username, user.email, user.role, suspension ?? user.status, user.id].join('  ');
}

function shown({
  id,
  username,
  email,
  emailVerified,
  role,
  status,
  suspension,
  createdAt,
  lastLoginAt,
}: AdministeredAccount) {
  return { id, username, email, emailVerified, role, status, suspension, createdAt, lastLoginAt };
}
