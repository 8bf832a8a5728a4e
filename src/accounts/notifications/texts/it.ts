import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  mails: {
    newDevice: {
      subject: 'Nuovo accesso al Suo account',
      text: 'Qualcuno ha effettuato l’accesso al Suo account da un dispositivo che non conoscevamo.',
      advice:
        'Se non è stato Lei, reimposti subito la password: così tutti i dispositivi vengono disconnessi.',
    },
    passwordChanged: {
      subject: 'La Sua password è stata modificata',
      text: 'La password del Suo account è stata modificata. Tutti gli altri dispositivi sono stati disconnessi.',
      advice:
        'Se non è stato Lei, reimposti subito la password: così tutti i dispositivi vengono disconnessi.',
    },
    tokenReused: {
      subject: 'Abbiamo disconnesso uno dei Suoi dispositivi',
      text: 'Una chiave che mantiene connesso uno dei Suoi dispositivi è stata usata due volte, perciò ne abbiamo chiuso la sessione. Qualcuno potrebbe averla copiata.',
      advice: 'Acceda di nuovo dal Suo dispositivo. Se dovesse succedere ancora, reimposti la password.',
    },
    suspended: {
      subject: 'Il Suo account è stato sospeso',
      text: 'Un amministratore ha sospeso il Suo account e ha chiuso tutte le Sue sessioni.',
      advice: 'Se ritiene che si tratti di un errore, avvisi il gestore di questo servizio.',
    },
    serviceKeysLeft: {
      subject: 'Chiavi di servizio di un ex amministratore',
      text: 'Un amministratore che ha creato chiavi di servizio non lo è più. Le chiavi funzionano ancora: altri servizi le usano per verificare i token.',
      advice: 'Controlli l’elenco delle chiavi di servizio e revochi quelle che non servono più.',
    },
  },
} satisfies Translation<typeof en>;
