import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  reasons: {
    tooManyAuthenticators:
      'Supprimez d’abord une application d’authentification : il ne peut pas y en avoir plus de cinq',
  },
} satisfies Translation<typeof en>;
