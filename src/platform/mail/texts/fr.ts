import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  mails: {
    email: {
      linkAsText: 'Si le bouton ne fonctionne pas, ouvrez ce lien dans votre navigateur\u00a0:',
      support: 'Une question\u00a0? Contactez l’assistance\u00a0: {{support}}',
    },
    notification: {
      greeting: 'Bonjour {{username}},',
      resetPassword: 'Réinitialiser votre mot de passe',
    },
    circumstances: {
      time: 'Date\u00a0: {{time}}',
      device: 'Appareil\u00a0: {{device}}',
      address: 'Adresse IP\u00a0: {{address}}',
      until: 'Jusqu’au\u00a0: {{time}}',
      codesLeft: 'Codes de récupération inutilisés\u00a0: {{number}}',
    },
    device: {
      browserOn: '{{browser}} sur {{system}}',
      appOn: 'une application sur {{system}}',
      unknown: 'un appareil inconnu',
    },
  },
} satisfies Translation<typeof en>;
