import type { Measure } from '../../core/measure.js';
import { type DeliveryDeps, MailDelivery } from './delivery.js';
import { DueMails, type DueMailsDeps } from './due-mails.service.js';
import type { Outbox } from './outbox.service.js';
import { outboxMeasures } from './outbox-measures.js';
import { OutboxWorker } from './outbox-worker.js';

/** The parts that send the mails of the outbox. */
export interface Post {
  readonly worker: OutboxWorker;
  readonly measures: readonly Measure[];
}

export function openPost(outbox: Outbox, deps: DueMailsDeps & Omit<DeliveryDeps, 'mails'>): Post {
  const mails = new DueMails(deps);
  const delivery = new MailDelivery({ ...deps, mails });
  const worker = new OutboxWorker({ ...deps, mails, delivery });
  outbox.whenFilled(() => worker.wakeSoon());
  return { worker, measures: outboxMeasures(mails, delivery) };
}
