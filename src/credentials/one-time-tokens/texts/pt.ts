import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  reasons: {
    deadLink: 'Este link expirou ou já foi usado.',
  },
} satisfies Translation<typeof en>;
