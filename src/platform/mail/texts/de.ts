import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  mails: {
    email: {
      linkAsText: 'Falls die Schaltfläche nicht funktioniert, öffnen Sie diesen Link in Ihrem Browser:',
      support: 'Fragen? Wenden Sie sich an den Support: {{support}}',
    },
    notification: {
      greeting: 'Guten Tag {{username}}!',
      resetPassword: 'Passwort zurücksetzen',
    },
    circumstances: {
      time: 'Zeitpunkt: {{time}}',
      device: 'Gerät: {{device}}',
      address: 'IP-Adresse: {{address}}',
      until: 'Bis: {{time}}',
      codesLeft: 'Unbenutzte Wiederherstellungscodes: {{number}}',
    },
    device: {
      browserOn: '{{browser}} unter {{system}}',
      appOn: 'eine App unter {{system}}',
      unknown: 'ein unbekanntes Gerät',
    },
  },
} satisfies Translation<typeof en>;
