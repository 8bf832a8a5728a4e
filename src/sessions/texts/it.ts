import type { Translation } from '../../core/texts.js';
import type { en } from './en.js';

export const it = {
  errors: {
    TOKEN_EXPIRED: 'Il token è scaduto',
    TOKEN_INVALID: 'Il token non è valido',
    TOKEN_REUSED: 'Il token era già stato usato; la sua sessione è stata chiusa. Effettui di nuovo l’accesso',
  },
  answers: {
    logout: 'Disconnessione riuscita',
    logoutEverywhere: 'Disconnessione effettuata da tutti i dispositivi',
    sessionRevoked: 'La sessione è stata chiusa',
    otherSessionsRevoked: 'Tutte le altre sessioni sono state chiuse',
    tokenRefreshed: 'Token rinnovato',
  },
} satisfies Translation<typeof en>;
