import type { FastifyInstance } from 'fastify';
import type { Services } from '../core/services.js';
import type { Housekeeping } from '../platform/background/housekeeping.service.js';

export interface Service {
  readonly server: FastifyInstance;
  /** Null if `/metrics` has no separate listener. */
  readonly metricsServer: FastifyInstance | null;
  readonly services: Services;
  readonly housekeeping: Pick<Housekeeping, 'sweep'>;
  /**
   * Drains the service: `/readyz` returns 503 and each response closes its connection. Requests are answered.
   */
  drain(): void;
  /** Stops the service. It finishes running requests and running mails; waiting mails stay in the outbox. */
  stop(): Promise<void>;
}
