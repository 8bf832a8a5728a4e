import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  answers: {
    secondFactorsReset: 'I secondi fattori dell’utente sono stati rimossi',
    userSessionsRevoked: 'L’utente è stato disconnesso da tutti i dispositivi',
    userSuspended: 'L’utente è stato sospeso',
    userReinstated: 'La sospensione dell’utente è terminata',
    userRoleChanged: 'Il ruolo dell’utente è stato modificato',
    balanceAdjusted: 'Il saldo è stato modificato',
  },
  reasons: {
    ownSecondFactors: 'Non può reimpostare i propri secondi fattori: lo chieda a un altro amministratore',
    ownSuspension: 'Non può sospendere il proprio account',
  },
  problems: {
    input: {
      amount: 'Deve essere un importo diverso da zero, come 12.50 o -12.50',
      future: 'Deve essere una data futura',
      covered: 'Non deve sottrarre più del saldo disponibile',
      unused: 'Indica già un’altra rettifica',
      idempotencyKey: 'Può contenere fino a {{max}} lettere, cifre e i segni . _ : -',
    },
  },
} satisfies Translation<typeof en>;
