import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  reasons: {
    deadLink: 'Dieser Link ist abgelaufen oder wurde bereits verwendet.',
  },
} satisfies Translation<typeof en>;
