import type { Translation } from '../../core/texts.js';
import type { en } from './en.js';

export const de = {
  errors: {
    TOKEN_EXPIRED: 'Das Token ist abgelaufen',
    TOKEN_INVALID: 'Das Token ist ungültig',
    TOKEN_REUSED:
      'Das Token wurde bereits verwendet; die zugehörige Sitzung wurde beendet. Bitte melden Sie sich erneut an',
  },
  answers: {
    logout: 'Abmeldung erfolgreich',
    logoutEverywhere: 'Sie wurden auf allen Geräten abgemeldet',
    sessionRevoked: 'Die Sitzung wurde beendet',
    otherSessionsRevoked: 'Alle anderen Sitzungen wurden beendet',
    tokenRefreshed: 'Token erfolgreich erneuert',
  },
} satisfies Translation<typeof en>;
