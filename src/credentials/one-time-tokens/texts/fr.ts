import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  reasons: {
    deadLink: 'Ce lien a expiré ou a déjà été utilisé.',
  },
} satisfies Translation<typeof en>;
