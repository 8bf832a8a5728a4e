import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  answers: {
    passkeyReauthenticationStarted: 'Continuez avec votre clé d’accès pour confirmer votre identité',
    passkeyReauthenticated: 'Vous avez confirmé votre identité',
  },
} satisfies Translation<typeof en>;
