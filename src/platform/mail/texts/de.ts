import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  mails: {
    email: {
      linkAsText: 'Falls die Schaltfläche nicht funktioniert, öffnen Sie diesen Link in Ihrem Browser:',
    },
    notification: {
      greeting: 'Guten Tag {{username}}!',
      circumstances: 'Zeitpunkt: {{time}}. IP-Adresse: {{address}}.',
    },
  },
} satisfies Translation<typeof en>;
