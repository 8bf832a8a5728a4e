import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  answers: {
    totpEnrolmentStarted: 'Inserisca il codice mostrato dalla Sua app',
    totpAdded: 'La Sua app di autenticazione è stata aggiunta',
    totpRenamed: 'La Sua app di autenticazione è stata rinominata',
    factorRemoved: 'Il secondo fattore è stato rimosso',
    factorRemovalWaits: 'Il secondo fattore sarà rimosso tra un giorno',
    recoveryCodesReplaced: 'I Suoi codici di recupero sono stati sostituiti',
    factorRemovalCancelled: 'La rimozione è stata annullata e tutti i dispositivi sono stati disconnessi',
  },
  reasons: {
    noSecondFactor: 'Prima aggiunga un secondo fattore',
    recoveryCodeTooNew: 'Questo codice di recupero è troppo recente: richieda la rimozione senza codice',
  },
  mails: {
    secondFactorAdded: {
      subject: 'Un secondo fattore è stato aggiunto al Suo account',
      text: 'Al Suo account {{service}} è stato aggiunto un secondo fattore per l’accesso, come un’app di autenticazione o una passkey.',
      advice:
        'Se non è stato Lei, qualcun altro può usare il Suo account. Reimposti ora la password, effettui l’accesso e rimuova il fattore che non è Suo. Se Le viene chiesto un fattore che non ha, contatti {{service}}.',
    },
    secondFactorRemoved: {
      subject: 'Un secondo fattore è stato rimosso dal Suo account',
      text: 'Dal Suo account {{service}} è stato rimosso un secondo fattore per l’accesso, come un’app di autenticazione o una passkey. Gli altri dispositivi sono stati disconnessi.',
      advice:
        'Se non è stato Lei, qualcun altro può usare il Suo account. Reimposti ora la password, effettui l’accesso e controlli i Suoi secondi fattori.',
    },
    secondFactorFailed: {
      subject: 'Qualcuno conosce la Sua password',
      text: 'Qualcuno ha inserito la password corretta del Suo account {{service}}, ma non il secondo fattore. L’accesso non è riuscito.',
      advice: 'Se è stato Lei, non deve fare nulla. Se non è stato Lei, reimposti ora la password.',
    },
    recoveryCodeUsed: {
      subject: 'È stato usato un codice di recupero del Suo account',
      text: 'Qualcuno ha usato uno dei codici di recupero del Suo account {{service}} al posto del secondo fattore.',
      advice:
        'Se non è stato Lei, reimposti ora la password: tutti i dispositivi saranno disconnessi. Poi effettui l’accesso, controlli i Suoi secondi fattori e sostituisca i codici di recupero.',
    },
    recoveryCodesReplaced: {
      subject: 'I Suoi codici di recupero sono stati sostituiti',
      text: 'I codici di recupero del Suo account {{service}} sono stati sostituiti. Quelli precedenti non funzionano più.',
      advice:
        'Se non è stato Lei, reimposti ora la password, effettui l’accesso e sostituisca di nuovo i codici.',
    },
    factorRemoval: {
      subject: 'Un secondo fattore del Suo account sarà rimosso',
      greeting: 'Buongiorno {{username}},',
      text: 'Qualcuno ha effettuato l’accesso al Suo account {{service}} con un codice di recupero e ha chiesto di rimuovere uno dei Suoi secondi fattori, come un’app di autenticazione o una passkey. Se è stato Lei, non deve fare nulla. Se non è stato Lei, annulli la rimozione: anche tutti i dispositivi saranno disconnessi. Poi reimposti la password.',
      action: 'Annulla la rimozione',
      expiry_one: 'Il fattore sarà rimosso tra {{count}} ora. Fino ad allora il link funziona.',
      expiry_many: 'Il fattore sarà rimosso tra {{count}} ore. Fino ad allora il link funziona.',
      expiry_other: 'Il fattore sarà rimosso tra {{count}} ore. Fino ad allora il link funziona.',
      ignore: 'Se ha perso il dispositivo, ignori questo messaggio.',
    },
  },
} satisfies Translation<typeof en>;
