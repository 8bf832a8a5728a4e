import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  errors: {
    SIGN_UP_REQUIRED: 'Scelga un nome utente per completare la registrazione',
    LINK_REQUIRED:
      'Esiste già un account con questo indirizzo e-mail: vi acceda una volta per collegare il provider',
    IDENTITY_TAKEN: 'Questo account presso il provider è collegato a un altro utente',
  },
  answers: {
    providerUnlinked: 'Il provider è stato scollegato',
  },
  reasons: {
    tooManyIdentities: 'Non può collegare altri provider: prima ne rimuova uno',
  },
  mails: {
    providerLinked: {
      subject: 'Un provider di accesso è stato collegato al Suo account',
      text: 'Al Suo account {{service}} è stato collegato un provider di accesso, come Google o GitHub. Da ora può essere usato per accedere.',
      advice:
        'Se non è stato Lei, qualcun altro può usare il Suo account. Reimposti ora la password, effettui l’accesso e scolleghi il provider che non è Suo.',
    },
    providerUnlinked: {
      subject: 'Un provider di accesso è stato scollegato dal Suo account',
      text: 'Dal Suo account {{service}} è stato scollegato un provider di accesso, come Google o GitHub. Non può più essere usato per accedere. Gli altri dispositivi sono stati disconnessi.',
      advice:
        'Se non è stato Lei, qualcun altro può usare il Suo account. Reimposti ora la password, effettui l’accesso e controlli i Suoi provider collegati.',
    },
  },
} satisfies Translation<typeof en>;
