import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  mails: {
    newDevice: {
      subject: 'Nuovo accesso al Suo account',
      text: 'Qualcuno ha effettuato l’accesso al Suo account {{service}} da un dispositivo che non conoscevamo.',
      advice:
        'Se è stato Lei, non deve fare nulla. In caso contrario, reimposti subito la password: così tutti i dispositivi vengono disconnessi.',
    },
    passwordChanged: {
      subject: 'La Sua password è stata modificata',
      text: 'La password del Suo account {{service}} è stata modificata. Tutti gli altri dispositivi sono stati disconnessi e i link dei nostri messaggi precedenti non funzionano più.',
      advice:
        'Se non è stato Lei, reimposti subito la password: così tutti i dispositivi vengono disconnessi.',
    },
    breachedPassword: {
      subject: 'Scelga una nuova password',
      text: 'La password del Suo account {{service}} compare in elenchi di password rubate da altri siti. Gli aggressori provano queste password su altri account. La Sua sessione resta aperta.',
      advice:
        'Scelga una nuova password che non usa altrove. Se usa quella vecchia su altri siti, la cambi anche lì.',
    },
    tokenReused: {
      subject: 'Abbiamo disconnesso uno dei Suoi dispositivi',
      text: 'Una chiave che mantiene uno dei Suoi dispositivi connesso a {{service}} è stata usata due volte, perciò abbiamo disconnesso quel dispositivo. Qualcuno potrebbe averla copiata. Gli altri Suoi dispositivi restano connessi.',
      advice:
        'Acceda di nuovo dal Suo dispositivo. Se non riconosce il dispositivo indicato sopra, o se dovesse succedere ancora, reimposti la password: così tutti i dispositivi vengono disconnessi.',
    },
    suspended: {
      subject: 'Il Suo account è stato sospeso',
      text: 'Un amministratore ha sospeso il Suo account {{service}} e ha chiuso tutte le Sue sessioni.',
      advice: 'Se ritiene che si tratti di un errore, avvisi il gestore di {{service}}.',
    },
    serviceKeysLeft: {
      subject: 'Chiavi di servizio di un ex amministratore',
      text: 'Un amministratore che ha creato chiavi di servizio in {{service}} non lo è più. Le chiavi funzionano ancora: altri servizi le usano per verificare i token o per gestire gli utenti.',
      advice: 'Controlli l’elenco delle chiavi di servizio e revochi quelle che non servono più.',
    },
    passwordWasReset: {
      subject: 'La Sua password è stata reimpostata',
      text: 'La password del Suo account {{service}} è stata reimpostata con un link che abbiamo inviato a questo indirizzo. Tutti i dispositivi sono stati disconnessi.',
      advice:
        'Se non è stato Lei, un’altra persona può leggere la Sua posta. Cambi prima la password della casella di posta, poi reimposti di nuovo questa password.',
    },
  },
} satisfies Translation<typeof en>;
