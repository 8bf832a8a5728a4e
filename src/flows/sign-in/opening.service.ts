import type { StoredDevice } from '../../accounts/devices/devices.service.js';
import type { LockedUser } from '../../core/ids.js';
import type { RequestMeta } from '../../core/viewer.js';
import { jsonOf, type NewEntry } from '../../platform/audit/audit-trail.service.js';
import { Prisma, type RawTransaction } from '../../platform/database/client.js';
import type { SessionState } from '../../sessions/session-tokens.js';

/** What the opening of a session writes besides the user's row and the token of the device. */
export interface Opening {
  readonly userId: LockedUser;
  readonly session: SessionState;
  readonly device: StoredDevice;
  /** The entry of `logged_in`. Its `newDevice` is not yet known. Null if the caller records another event. */
  readonly entry: NewEntry | null;
  readonly requestMeta: RequestMeta;
  readonly now: Date;
}

/**
 * Opens a session: one statement writes the session, the device and the event. It alone writes tables of other
 * folders, because a statement of each folder in its place made a login 4 % slower (decision 43). The caller has
 * locked or created the user, so sign-ins of one user take turns.
 * @returns whether the user has other devices, and this one is new
 */
export async function writeOpening(tx: RawTransaction, opening: Opening): Promise<boolean> {
  const { userId, session, device, requestMeta, now } = opening;
  const { ipAddress, userAgent } = requestMeta;
  const { at, level, methods, recovered } = session.authentication;
  const [noted] = await tx.$queryRaw<{ isNew: boolean }[]>`/* sign-ins.open */
    WITH opened AS (
      INSERT INTO sessions (id, user_id, generation, rotated_at, created_at, last_used_at, expires_at,
                            ip_address, user_agent, authenticated_at, level, methods, recovered, step_up_generation)
      VALUES (${session.id}::uuid, ${userId}::uuid, ${session.generation}, ${now}, ${now}, ${now},
              ${session.expiresAt}, ${ipAddress}, ${userAgent}, ${at}, ${level}, ${[...methods]}::text[], ${recovered},
              ${session.stepUpGeneration}::int)
    ), previous AS (
      SELECT first_seen_at FROM devices WHERE user_id = ${userId}::uuid AND digest = ${device.previousDigest}::bytea
    ), noted AS (
      INSERT INTO devices AS d (user_id, digest, by_fingerprint, first_seen_at, last_seen_at)
      VALUES (${userId}::uuid, ${device.digest}::bytea, ${device.byFingerprint}::boolean,
              COALESCE((SELECT first_seen_at FROM previous), ${now}::timestamp), ${now}::timestamp)
      ON CONFLICT (user_id, digest) DO UPDATE
      SET last_seen_at = GREATEST(d.last_seen_at, EXCLUDED.last_seen_at), by_fingerprint = EXCLUDED.by_fingerprint
      RETURNING d.xmax = 0 AND EXISTS (SELECT FROM devices o WHERE o.user_id = d.user_id)
                AND NOT EXISTS (SELECT FROM previous) AS is_new
    )${recorded(opening)}
    SELECT is_new AS "isNew" FROM noted`;
  return noted?.isNew === true;
}

function recorded({ entry }: Opening): Prisma.Sql {
  if (entry === null) return Prisma.empty;
  return Prisma.sql`, recorded AS (
      INSERT INTO audit_events (id, type, outcome, actor_id, user_id, session_id, metadata,
                                request_id, ip_address, user_agent, created_at)
      SELECT ${entry.id}::uuid, ${entry.type}, ${entry.outcome}::"AuditOutcome", ${entry.actorId}::uuid,
             ${entry.userId}::uuid, ${entry.sessionId}::uuid, 
             ${jsonOf(entry.metadata)}::jsonb || jsonb_build_object('newDevice', is_new),
             ${entry.requestId}::uuid, ${entry.ipAddress}, ${entry.userAgent}, ${entry.createdAt}::timestamp FROM noted
    )`;
}
