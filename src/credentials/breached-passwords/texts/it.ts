import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  problems: {
    password: {
      breached: 'Questa password compare in elenchi di password rubate; ne scelga un’altra',
    },
  },
} satisfies Translation<typeof en>;
