import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  reasons: {
    lastWayIn: 'C’est votre seul moyen de connexion\u00a0: ajoutez-en d’abord un autre',
  },
} satisfies Translation<typeof en>;
