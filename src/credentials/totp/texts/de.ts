import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  reasons: {
    tooManyAuthenticators: 'Entfernen Sie zuerst eine Authenticator-App: Mehr als fünf sind nicht möglich',
  },
} satisfies Translation<typeof en>;
