import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  answers: {
    registrationDisowned: 'Grazie: la persona che si è registrata con il Suo indirizzo non può più accedere',
  },
  mails: {
    accountReclaimed: {
      subject: 'Ha ripreso il Suo account',
      text: 'Ha dimostrato che questo indirizzo è Suo. Qualcuno aveva creato in precedenza un account {{service}} con questo indirizzo senza mai dimostrarlo. Abbiamo quindi annullato tutto ciò che poteva aprire l’account: la password, le app di autenticazione, le passkey, i codici di recupero, i provider collegati e tutte le sessioni.',
      advice:
        'Se ha creato Lei l’account, imposti ora una nuova password. Se non è stato Lei, controlli il nome e gli altri dati del Suo account.',
    },
  },
} satisfies Translation<typeof en>;
