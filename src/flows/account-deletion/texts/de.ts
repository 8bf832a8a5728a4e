import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  answers: {
    accountDeleted: 'Ihr Konto wurde gelöscht',
  },
  mails: {
    accountDeleted: {
      subject: 'Ihr Konto wurde gelöscht',
      text: 'Ihr Konto bei {{service}} wurde mitsamt Sitzungen, Geräten und Links gelöscht. Es bleibt nur eine Aufzeichnung von Ereignissen und Guthaben, ohne Ihren Namen, Ihre E-Mail-Adresse und Ihre IP-Adressen. Dies ist unsere letzte Nachricht an Sie.',
      advice:
        'Falls Sie das nicht waren, wenden Sie sich sofort an den Betreiber von {{service}}. Ein gelöschtes Konto lässt sich nicht wiederherstellen.',
    },
  },
} satisfies Translation<typeof en>;
