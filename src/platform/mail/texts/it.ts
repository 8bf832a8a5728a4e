import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  mails: {
    email: {
      linkAsText: 'Se il pulsante non funziona, apra questo link nel browser:',
      support: 'Domande? Contatti l’assistenza: {{support}}',
    },
    notification: {
      greeting: 'Buongiorno {{username}},',
      resetPassword: 'Reimposti la password',
    },
    circumstances: {
      time: 'Data: {{time}}',
      device: 'Dispositivo: {{device}}',
      address: 'Indirizzo IP: {{address}}',
      until: 'Fino al: {{time}}',
      codesLeft: 'Codici di recupero non utilizzati: {{number}}',
    },
    device: {
      browserOn: '{{browser}} su {{system}}',
      appOn: 'un’app su {{system}}',
      unknown: 'un dispositivo sconosciuto',
    },
  },
} satisfies Translation<typeof en>;
