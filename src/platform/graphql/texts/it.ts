import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  errors: {
    BAD_USER_INPUT: 'I dati inseriti non sono validi',
    UNAUTHENTICATED: 'È necessario effettuare l’accesso',
    FORBIDDEN: 'Non dispone dei permessi per questa operazione',
    STEP_UP_REQUIRED: 'Conferma la tua identità e riprova',
    NOT_FOUND: 'Non trovato',
    SERVER_BUSY: 'Il server è occupato, riprovi tra un momento',
    SERVICE_UNAVAILABLE: 'Il servizio è temporaneamente non disponibile, riprovi tra un momento',
    INTERNAL_SERVER_ERROR: 'Si è verificato un errore imprevisto, riprovi più tardi',
  },
  problems: {
    input: {
      required: 'Questo campo è obbligatorio',
      type: 'Non corrisponde al tipo {{type}}',
      unknown: 'Contiene un campo che il tipo {{type}} non ha',
      invalid: 'Questo valore non è valido',
      email: 'Inserisca un indirizzo email valido',
      languageTag: 'Inserisca un codice lingua BCP 47',
      length_one: 'Deve avere da {{min}} a {{count}} carattere',
      length_many: 'Deve avere da {{min}} a {{count}} di caratteri',
      length_other: 'Deve avere da {{min}} a {{count}} caratteri',
      maxLength_one: 'Deve avere al massimo {{count}} carattere',
      maxLength_many: 'Deve avere al massimo {{count}} di caratteri',
      maxLength_other: 'Deve avere al massimo {{count}} caratteri',
      range: 'Deve essere compreso tra {{min}} e {{max}}',
      cursor: 'Deve essere un `endCursor` o uno `startCursor`',
      oneDirection: 'Non può essere usato insieme a `first`',
    },
  },
} satisfies Translation<typeof en>;
