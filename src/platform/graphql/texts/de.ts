import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  errors: {
    BAD_USER_INPUT: 'Die Eingabe ist ungültig',
    UNAUTHENTICATED: 'Bitte melden Sie sich an',
    FORBIDDEN: 'Dazu sind Sie nicht berechtigt',
    STEP_UP_REQUIRED: 'Bestätigen Sie, dass Sie es sind, und versuchen Sie es erneut',
    NOT_FOUND: 'Nicht gefunden',
    SERVER_BUSY: 'Der Server ist ausgelastet, bitte versuchen Sie es gleich noch einmal',
    SERVICE_UNAVAILABLE:
      'Der Dienst ist vorübergehend nicht erreichbar, bitte versuchen Sie es gleich noch einmal',
    INTERNAL_SERVER_ERROR:
      'Ein unerwarteter Fehler ist aufgetreten, bitte versuchen Sie es später noch einmal',
  },
  problems: {
    input: {
      required: 'Diese Angabe fehlt',
      type: 'Entspricht nicht dem Typ {{type}}',
      unknown: 'Enthält ein Feld, das der Typ {{type}} nicht hat',
      invalid: 'Diese Angabe ist ungültig',
      email: 'Bitte geben Sie eine E-Mail-Adresse an',
      languageTag: 'Bitte geben Sie ein Sprachkürzel nach BCP 47 an',
      length_one: 'Muss {{min}} bis {{count}} Zeichen lang sein',
      length_other: 'Muss {{min}} bis {{count}} Zeichen lang sein',
      maxLength_one: 'Darf höchstens {{count}} Zeichen lang sein',
      maxLength_other: 'Darf höchstens {{count}} Zeichen lang sein',
      range: 'Muss zwischen {{min}} und {{max}} liegen',
      cursor: 'Muss ein `endCursor` oder `startCursor` sein',
      oneDirection: 'Darf nicht zusammen mit `first` stehen',
    },
  },
} satisfies Translation<typeof en>;
