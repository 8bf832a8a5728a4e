import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  answers: {
    enrolmentCodeRequested: 'Un codice è stato inviato al Suo indirizzo e-mail',
  },
  reasons: {
    secondFactorNeeded: 'È necessario un secondo fattore: va prima configurato, e l’ultimo deve restare',
    enrolmentCodeNeeded:
      'Gli amministratori hanno bisogno di un codice per il loro primo secondo fattore: lo richieda per e-mail o al gestore del servizio',
  },
  mails: {
    enrolmentCode: {
      subject: 'Il Suo codice per configurare un secondo fattore',
      text: 'Inserisca questo codice in {{service}} per configurare il Suo primo secondo fattore. Gli amministratori devono averne uno.',
      expiry_one: 'Il codice funziona per {{count}} minuto.',
      expiry_many: 'Il codice funziona per {{count}} di minuti.',
      expiry_other: 'Il codice funziona per {{count}} minuti.',
      warning:
        'Se non ha richiesto questo codice, qualcuno conosce la Sua password di {{service}}: la cambi ora. Non dia il codice a nessuno.',
    },
    administratorFactorAdded: {
      subject: 'Un amministratore ha configurato un secondo fattore',
      text: 'Un amministratore di {{service}} ha configurato un secondo fattore per la prima volta.',
      advice:
        'Il registro di controllo mostra di quale account si tratta. Se non è stato nessuno del Suo gruppo, sospenda quell’account.',
    },
    administratorFactorRemoved: {
      subject: 'Un amministratore non ha più un secondo fattore',
      text: 'Un amministratore di {{service}} non ha più un secondo fattore: è stato rimosso o reimpostato.',
      advice:
        'Il registro di controllo mostra di quale account si tratta. Se non è stato nessuno del Suo gruppo, sospenda quell’account.',
    },
    secondFactorsReset: {
      subject: 'I Suoi secondi fattori sono stati rimossi',
      text: 'Un amministratore o il gestore di {{service}} ha rimosso tutti i secondi fattori del Suo account, i codici di recupero e i dispositivi attendibili. Tutti i dispositivi sono stati disconnessi.',
      advice:
        'Acceda con la Sua password e configuri di nuovo un secondo fattore. Se non l’ha chiesto Lei, avvisi il gestore di {{service}} e cambi la Sua password.',
    },
  },
} satisfies Translation<typeof en>;
