import type { FastifyInstance } from 'fastify';
import type { UserChanges } from '../accounts/users/user-changes.js';
import type { Office } from '../admin/users/open-administration.js';
import type { Housekeeping } from '../platform/background/housekeeping.service.js';
import type { OpenKeys } from '../sessions/signing-keys/open-signing-keys.js';

export interface Service {
  readonly server: FastifyInstance;
  /** Null where `/metrics` has no listener of its own. */
  readonly metricsServer: FastifyInstance | null;
  readonly userChanges: UserChanges;
  /** For commands beside the database. */
  readonly office: Pick<Office, 'administration' | 'directory'>;
  readonly housekeeping: Pick<Housekeeping, 'sweep'>;
  readonly signing: OpenKeys;
  /** Lets go of clients: `/readyz` says 503 and each answer ends its connection, but every request is answered. */
  drain(): void;
  /** Ends it: what is under way is answered, and so are mails; those that wait go on waiting. */
  stop(): Promise<void>;
}
