import type { Authentication, Proof } from '../core/assurance.js';
import type { Clock } from '../core/clock.js';
import { AuthError } from '../core/errors.js';
import type { LockedUser } from '../core/ids.js';
import type { Viewer } from '../core/viewer.js';
import type { RawTransaction } from '../platform/database/client.js';
import { columnsOf, type RowOf } from '../platform/database/columns.js';
import { AUTHENTICATION, authenticationOf } from './authentication-row.js';

const PROVED = columnsOf('Session', 's', AUTHENTICATION);

/** Knows how the users of sessions proved who they are, and lifts sessions after their user has proved again who they are. */
export class SessionAuthentication {
  constructor(private readonly deps: { clock: Clock }) {}

  /**
   * Reads the session again for an operation that relies on a fresh one, because a change of the user may have ended it
   * since the request began.
   * @param _user the user of the session, locked first
   * @throws TOKEN_INVALID if the session has ended
   */
  async requireOpen(tx: RawTransaction, _user: LockedUser, { sessionId, account }: Viewer): Promise<void> {
    const [row] = await tx.$queryRaw<unknown[]>`/* session-authentication.requireOpen */
      SELECT ${PROVED} FROM sessions s WHERE s.id = ${sessionId}::uuid AND s.user_id = ${account.id}::uuid`;
    if (row === undefined) throw new AuthError('TOKEN_INVALID');
  }

  /**
   * Stores a proof in the row of the session. The level becomes that of the proof, even if it was higher: `auth_time`
   * tells when `acr` was proved, and another service may rely on both. Access tokens that were issued before do not
   * count as fresh, because a thief may have one; the next refresh gives one that does.
   * @param _user the user of the session, locked first
   * @param factorSince since when the user has the factor of the proof. If it is older than the session, the proof also
   * ends the restrictions of a session that a recovery code opened: a thief of the code has no such factor
   * @returns null if the session has ended
   */
  async lift(
    tx: RawTransaction,
    _user: LockedUser,
    { sessionId, account }: Viewer,
    { level, methods }: Proof,
    factorSince: Date | null = null,
  ): Promise<Authentication | null> {
    const now = this.deps.clock.now();
    const [row] = await tx.$queryRaw<RowOf<typeof PROVED>[]>`/* session-authentication.lift */
      UPDATE sessions s
      SET authenticated_at = ${now}::timestamp, level = ${level}::smallint,
          methods = ARRAY(SELECT DISTINCT m FROM unnest(s.methods || ${[...methods]}::varchar[]) m ORDER BY m),
          recovered = s.recovered AND COALESCE(s.created_at <= ${factorSince}::timestamp, TRUE),
          step_up_generation = s.generation
      WHERE s.id = ${sessionId}::uuid AND s.user_id = ${account.id}::uuid
      RETURNING ${PROVED}`;
    return row === undefined ? null : authenticationOf(row);
  }
}
