import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  answers: {
    accountDeleted: 'Il Suo account è stato eliminato',
  },
  mails: {
    accountDeleted: {
      subject: 'Il Suo account è stato eliminato',
      text: 'Il Suo account e i dati a esso associati sono stati eliminati. Questo è il nostro ultimo messaggio.',
      advice: 'Se non è stato Lei, avvisi immediatamente il gestore di questo servizio.',
    },
  },
} satisfies Translation<typeof en>;
