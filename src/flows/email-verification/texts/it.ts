import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  answers: {
    emailVerificationRequested: 'Un link di conferma è stato inviato al Suo indirizzo email',
    emailVerified: 'Il Suo indirizzo email è stato confermato',
  },
  mails: {
    emailVerification: {
      subject: 'Confermi il Suo indirizzo email',
      greeting: 'Buongiorno {{username}},',
      text: 'La preghiamo di confermare che questo indirizzo appartiene al Suo account {{service}}.',
      action: 'Confermi l’indirizzo',
      expiry_one: 'Il link funziona per {{count}} ora.',
      expiry_many: 'Il link funziona per {{count}} di ore.',
      expiry_other: 'Il link funziona per {{count}} ore.',
      ignore:
        'Se non ha creato questo account {{service}}, qualcun altro potrebbe essersi registrato con il Suo indirizzo. Non apra il link qui sopra, ma questo:',
      disown: 'Non ho creato questo account',
    },
  },
} satisfies Translation<typeof en>;
