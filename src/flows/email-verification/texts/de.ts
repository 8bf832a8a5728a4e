import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  answers: {
    emailVerificationRequested: 'Ein Bestätigungslink wurde an Ihre E-Mail-Adresse gesendet',
    emailVerified: 'Ihre E-Mail-Adresse wurde bestätigt',
  },
  mails: {
    emailVerification: {
      subject: 'Bestätigen Sie Ihre E-Mail-Adresse',
      greeting: 'Guten Tag {{username}}!',
      text: 'Bitte bestätigen Sie, dass diese Adresse zu Ihrem Konto bei {{service}} gehört.',
      action: 'Adresse bestätigen',
      expiry_one: 'Der Link funktioniert {{count}} Stunde lang.',
      expiry_other: 'Der Link funktioniert {{count}} Stunden lang.',
      ignore:
        'Falls Sie dieses Konto bei {{service}} nicht angelegt haben, hat sich vielleicht jemand anderes mit Ihrer Adresse registriert. Öffnen Sie dann nicht den Link oben, sondern diesen:',
      disown: 'Ich habe dieses Konto nicht angelegt',
    },
  },
} satisfies Translation<typeof en>;
