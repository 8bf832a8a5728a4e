import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  errors: {
    PROVIDER_FAILED: 'Il provider non risponde come previsto. Riprova più tardi',
  },
  answers: {
    providerSignInStarted: 'Continua presso il provider',
    providerLinked: 'Il provider è collegato al tuo account',
    providerSignInOver:
      'Questo accesso è terminato o è già stato usato. Torna all’applicazione e ricomincia.',
  },
  problems: {
    input: {
      provider: 'Deve essere l’id di uno dei provider di accesso utilizzabili qui',
      returnUrl: 'Deve essere un indirizzo senza frammento a cui il servizio può tornare',
    },
  },
} satisfies Translation<typeof en>;
