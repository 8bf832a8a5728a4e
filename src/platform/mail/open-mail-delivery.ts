import type { Metric } from '../../core/metric.js';
import { type DeliveryDeps, MailDelivery } from './delivery.js';
import { DueMails, type DueMailsDeps } from './due-mails.service.js';
import type { Outbox } from './outbox.service.js';
import { outboxMetrics } from './outbox-metrics.js';
import { OutboxWorker } from './outbox-worker.js';

/** The parts that send the mails of the outbox. */
export interface MailDeliveryParts {
  readonly worker: OutboxWorker;
  readonly metrics: readonly Metric[];
}

export function openMailDelivery(
  outbox: Outbox,
  deps: DueMailsDeps & Omit<DeliveryDeps, 'mails'>,
): MailDeliveryParts {
  const mails = new DueMails(deps);
  const delivery = new MailDelivery({ ...deps, mails });
  const worker = new OutboxWorker({ ...deps, mails, delivery });
  outbox.whenFilled(() => worker.wakeSoon());
  return { worker, metrics: outboxMetrics(mails, delivery) };
}
