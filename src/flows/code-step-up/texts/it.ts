import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  answers: {
    stepUpCodeSent: 'Un codice è in arrivo al Suo indirizzo e-mail',
  },
  mails: {
    stepUpCode: {
      subject: 'Il Suo codice di conferma',
      text: 'Qualcuno, probabilmente Lei, vuole fare una modifica importante al Suo account {{service}}. Inserisca questo codice dove l’ha richiesto:',
      expiry_one: 'Il codice funziona una sola volta, per {{count}} minuto e solo dove lo ha richiesto.',
      expiry_many: 'Il codice funziona una sola volta, per {{count}} di minuti e solo dove lo ha richiesto.',
      expiry_other: 'Il codice funziona una sola volta, per {{count}} minuti e solo dove lo ha richiesto.',
      advice:
        'Se non è stato Lei, un’altra persona ha effettuato l’accesso al Suo account: esca da tutti i dispositivi. Non dia il codice a nessuno.',
    },
  },
} satisfies Translation<typeof en>;
