import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  answers: {
    accountDeleted: 'Il Suo account è stato eliminato',
  },
  mails: {
    accountDeleted: {
      subject: 'Il Suo account è stato eliminato',
      text: 'Il Suo account {{service}} è stato eliminato, con le sessioni, i dispositivi e i link. Resta soltanto un registro di eventi e saldi, senza il Suo nome, il Suo indirizzo email e i Suoi indirizzi IP. Questo è il nostro ultimo messaggio.',
      advice:
        'Se non è stato Lei, avvisi immediatamente il gestore di {{service}}. Un account eliminato non può essere ripristinato.',
    },
  },
} satisfies Translation<typeof en>;
