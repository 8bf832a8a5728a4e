import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  reasons: {
    lastWayIn: 'È il Suo unico modo di accedere: prima ne aggiunga un altro',
  },
} satisfies Translation<typeof en>;
