import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  answers: {
    passkeySignInStarted: 'Continuez avec votre clé d’accès',
  },
} satisfies Translation<typeof en>;
