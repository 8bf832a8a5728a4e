import type { FastifyInstance } from 'fastify';
import type { Services } from '../core/services.js';
import type { Housekeeping } from '../platform/background/housekeeping.service.js';

export interface Service {
  readonly server: FastifyInstance;
  /** Null where `/metrics` has no listener of its own. */
  readonly metricsServer: FastifyInstance | null;
  readonly services: Services;
  readonly housekeeping: Pick<Housekeeping, 'sweep'>;
  /** Lets go of clients: `/readyz` says 503 and each answer ends its connection, but every request is answered. */
  drain(): void;
  /** Ends it: what is under way is answered, and so are mails; those that wait go on waiting. */
  stop(): Promise<void>;
}
