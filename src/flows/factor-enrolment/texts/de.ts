import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  answers: {
    enrolmentCodeRequested: 'Ein Code wurde an Ihre E-Mail-Adresse gesendet',
  },
  reasons: {
    secondFactorNeeded:
      'Ein zweiter Faktor ist nötig: Er muss zuerst eingerichtet werden, und der letzte muss bleiben',
    enrolmentCodeNeeded:
      'Administratoren brauchen für ihren ersten zweiten Faktor einen Code: Fordern Sie ihn per E-Mail an oder fragen Sie den Betreiber',
  },
  mails: {
    enrolmentCode: {
      subject: 'Ihr Code zum Einrichten eines zweiten Faktors',
      text: 'Geben Sie diesen Code bei {{service}} ein, um Ihren ersten zweiten Faktor einzurichten. Administratoren brauchen einen.',
      expiry_one: 'Der Code funktioniert {{count}} Minute lang.',
      expiry_other: 'Der Code funktioniert {{count}} Minuten lang.',
      warning:
        'Falls Sie diesen Code nicht angefordert haben, kennt jemand Ihr Passwort bei {{service}}: Ändern Sie es jetzt. Geben Sie den Code niemals weiter.',
    },
    administratorFactorAdded: {
      subject: 'Ein Administrator hat einen zweiten Faktor eingerichtet',
      text: 'Ein Administrator von {{service}} hat zum ersten Mal einen zweiten Faktor eingerichtet.',
      advice:
        'Das Audit-Protokoll zeigt, welches Konto es war. Falls das niemand aus Ihrem Team war, sperren Sie dieses Konto.',
    },
    administratorFactorRemoved: {
      subject: 'Ein Administrator hat keinen zweiten Faktor mehr',
      text: 'Ein Administrator von {{service}} hat keinen zweiten Faktor mehr: Er wurde entfernt oder zurückgesetzt.',
      advice:
        'Das Audit-Protokoll zeigt, welches Konto es war. Falls das niemand aus Ihrem Team war, sperren Sie dieses Konto.',
    },
    secondFactorsReset: {
      subject: 'Ihre zweiten Faktoren wurden entfernt',
      text: 'Ein Administrator oder der Betreiber von {{service}} hat alle zweiten Faktoren Ihres Kontos, die Wiederherstellungscodes und die vertrauenswürdigen Geräte entfernt. Sie wurden auf allen Geräten abgemeldet.',
      advice:
        'Melden Sie sich mit Ihrem Passwort an und richten Sie wieder einen zweiten Faktor ein. Falls Sie nicht darum gebeten haben, wenden Sie sich an den Betreiber von {{service}} und ändern Sie Ihr Passwort.',
    },
  },
} satisfies Translation<typeof en>;
