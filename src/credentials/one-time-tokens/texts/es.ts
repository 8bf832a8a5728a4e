import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  reasons: {
    deadLink: 'Este enlace ha caducado o ya se ha utilizado.',
  },
} satisfies Translation<typeof en>;
