import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  answers: {
    signInCodeSent: 'Se l’indirizzo è corretto, gli è stato inviato un codice',
  },
  reasons: {
    mailedCodesOff: 'Questo servizio non invia codici per accedere',
    codeRegistrationOff: 'Questo servizio non invia codici per registrarsi',
  },
  mails: {
    signInCode: {
      subject: 'Il Suo codice di accesso',
      greeting: 'Buongiorno {{username}},',
      text: 'Qualcuno, probabilmente Lei, vuole accedere al Suo account {{service}}. Inserisca questo codice dove lo ha richiesto:',
      action: 'Apra la pagina di accesso',
      expiry_one: 'Il codice funziona una sola volta, per {{count}} minuto e solo dove lo ha richiesto.',
      expiry_many: 'Il codice funziona una sola volta, per {{count}} di minuti e solo dove lo ha richiesto.',
      expiry_other: 'Il codice funziona una sola volta, per {{count}} minuti e solo dove lo ha richiesto.',
      ignore:
        'Se non è stato Lei, ignori questo messaggio. Non dia il codice a nessuno: noi non glielo chiederemo mai.',
    },
    registrationCode: {
      subject: 'Il Suo codice di registrazione',
      greeting: 'Buongiorno,',
      text: 'Qualcuno, probabilmente Lei, vuole creare un account {{service}} con questo indirizzo. Inserisca questo codice dove lo ha richiesto:',
      action: 'Apra la pagina di accesso',
      expiry_one: 'Il codice funziona una sola volta, per {{count}} minuto e solo dove lo ha richiesto.',
      expiry_many: 'Il codice funziona una sola volta, per {{count}} di minuti e solo dove lo ha richiesto.',
      expiry_other: 'Il codice funziona una sola volta, per {{count}} minuti e solo dove lo ha richiesto.',
      ignore:
        'Se non è stato Lei, ignori questo messaggio: non verrà creato alcun account. Non dia il codice a nessuno.',
    },
    signInCodeRefused: {
      subject: 'Non può ancora accedere con un codice',
      text: 'Qualcuno ha richiesto un codice per accedere all’account {{service}} con questo indirizzo. Non ne abbiamo inviato alcuno, perché questo indirizzo non è mai stato confermato per l’account.',
      advice:
        'Se l’account è Suo, acceda come al solito e confermi l’indirizzo, oppure reimposti la password: anche questo lo conferma. Se l’account non è Suo, contatti il gestore di {{service}}.',
    },
  },
} satisfies Translation<typeof en>;
