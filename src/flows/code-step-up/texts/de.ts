import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  answers: {
    stepUpCodeSent: 'Ein Code ist an Ihre E-Mail-Adresse unterwegs',
  },
  mails: {
    stepUpCode: {
      subject: 'Ihr Code zur Bestätigung',
      text: 'Jemand, vermutlich Sie, möchte etwas Wichtiges an Ihrem {{service}}-Konto ändern. Geben Sie diesen Code dort ein, wo Sie ihn angefordert haben:',
      expiry_one:
        'Der Code funktioniert nur einmal, {{count}} Minute lang und nur dort, wo Sie ihn angefordert haben.',
      expiry_other:
        'Der Code funktioniert nur einmal, {{count}} Minuten lang und nur dort, wo Sie ihn angefordert haben.',
      advice:
        'Waren Sie das nicht, ist jemand anderes in Ihrem Konto angemeldet: Melden Sie sich auf allen Geräten ab. Geben Sie den Code niemandem weiter.',
    },
  },
} satisfies Translation<typeof en>;
