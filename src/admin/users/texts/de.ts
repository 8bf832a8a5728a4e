import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  answers: {
    secondFactorsReset: 'Die zweiten Faktoren des Benutzers wurden entfernt',
    userSessionsRevoked: 'Der Benutzer wurde auf allen Geräten abgemeldet',
    userSuspended: 'Der Benutzer wurde gesperrt',
    userReinstated: 'Die Sperre des Benutzers wurde aufgehoben',
    userRoleChanged: 'Die Rolle des Benutzers wurde geändert',
    balanceAdjusted: 'Das Guthaben wurde angepasst',
  },
  reasons: {
    ownSecondFactors:
      'Sie können Ihre eigenen zweiten Faktoren nicht zurücksetzen: Bitten Sie einen anderen Administrator',
    ownSuspension: 'Sie können sich nicht selbst sperren',
  },
  problems: {
    input: {
      amount: 'Muss ein Betrag ungleich null sein, etwa 12.50 oder -12.50',
      future: 'Muss in der Zukunft liegen',
      covered: 'Darf nicht mehr abziehen, als vorhanden ist',
      unused: 'Bezeichnet bereits eine andere Buchung',
      idempotencyKey: 'Darf bis zu {{max}} Buchstaben, Ziffern und die Zeichen . _ : - enthalten',
    },
  },
} satisfies Translation<typeof en>;
