import type { Metric } from '../../core/metric.js';
import type { MailDelivery } from './delivery.js';
import type { DueMails } from './due-mails.service.js';

/**
 * The metrics of mails. The gauges read the table and are the same for every instance. The counters are of
 * this instance.
 */
export function outboxMetrics(
  mails: Pick<DueMails, 'countWaiting' | 'countDeadLetters'>,
  { counts }: Pick<MailDelivery, 'counts'>,
): readonly Metric[] {
  return [
    {
      name: 'latchkey_mails_waiting',
      help: 'Mails that are on their way out',
      kind: 'gauge',
      read: () => mails.countWaiting(),
    },
    {
      name: 'latchkey_mails_dead_letters',
      help: 'Mails that were given up',
      kind: 'gauge',
      read: () => mails.countDeadLetters(),
    },
    {
      name: 'latchkey_mails_delivered_total',
      help: 'Mails that were handed over',
      kind: 'counter',
      read: () => counts.delivered,
    },
    {
      name: 'latchkey_mails_expired_total',
      help: 'Mails that were of no use any more before they could be handed over',
      kind: 'counter',
      read: () => counts.expired,
    },
  ];
}
