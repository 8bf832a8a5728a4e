import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  mails: {
    email: {
      linkAsText: 'Se il pulsante non funziona, apra questo link nel browser:',
    },
    notification: {
      greeting: 'Buongiorno {{username}},',
      circumstances: 'Data: {{time}}. Indirizzo IP: {{address}}.',
    },
  },
} satisfies Translation<typeof en>;
