import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  reasons: {
    deadLink: 'Questo link è scaduto o è già stato utilizzato.',
  },
} satisfies Translation<typeof en>;
