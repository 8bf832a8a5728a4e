import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  answers: {
    accountDeleted: 'Ihr Konto wurde gelöscht',
  },
  mails: {
    accountDeleted: {
      subject: 'Ihr Konto wurde gelöscht',
      text: 'Ihr Konto und die dazu gespeicherten Daten wurden gelöscht. Dies ist unsere letzte Nachricht an Sie.',
      advice: 'Falls Sie das nicht waren, wenden Sie sich sofort an den Betreiber dieses Dienstes.',
    },
  },
} satisfies Translation<typeof en>;
