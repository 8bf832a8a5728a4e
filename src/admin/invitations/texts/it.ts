import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  answers: {
    userInvited: 'L’invito è stato inviato',
  },
  mails: {
    invitation: {
      subject: 'Il Suo invito a {{service}}',
      greeting: 'Buongiorno {{username}},',
      text: 'È stato creato un account per Lei in {{service}}. Scelga una password per usarlo. Poi acceda con il Suo indirizzo email o con il nome utente {{username}}.',
      action: 'Scelga una password',
      expiry_one: 'Il link funziona una sola volta e per {{count}} giorno.',
      expiry_many: 'Il link funziona una sola volta e per {{count}} di giorni.',
      expiry_other: 'Il link funziona una sola volta e per {{count}} giorni.',
      ignore:
        'Se non si aspetta alcun invito, ignori questo messaggio: senza il link nessuno può usare l’account.',
    },
  },
} satisfies Translation<typeof en>;
