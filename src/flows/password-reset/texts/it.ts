import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  answers: {
    passwordResetRequested:
      'Se l’indirizzo email esiste, è stato inviato un link per reimpostare la password',
    passwordReset: 'La Sua password è stata reimpostata',
    invitationAccepted: 'Il Suo account è pronto: acceda con la nuova password',
  },
  mails: {
    passwordReset: {
      subject: 'Reimposti la Sua password',
      greeting: 'Buongiorno {{username}},',
      text: 'Qualcuno, probabilmente Lei, ha chiesto una nuova password per il Suo account {{service}}.',
      action: 'Scelga una nuova password',
      expiry_one: 'Il link funziona una sola volta e per {{count}} minuto.',
      expiry_many: 'Il link funziona una sola volta e per {{count}} di minuti.',
      expiry_other: 'Il link funziona una sola volta e per {{count}} minuti.',
      ignore: 'Se non è stato Lei, ignori questo messaggio: la Sua password resta invariata.',
    },
  },
} satisfies Translation<typeof en>;
