import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  mails: {
    email: {
      linkAsText: 'Si le bouton ne fonctionne pas, ouvrez ce lien dans votre navigateur\u00a0:',
    },
    notification: {
      greeting: 'Bonjour {{username}},',
      circumstances: 'Date\u00a0: {{time}}. Adresse IP\u00a0: {{address}}.',
    },
  },
} satisfies Translation<typeof en>;
