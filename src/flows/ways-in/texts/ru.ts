import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ru = {
  reasons: {
    lastWayIn: 'Это ваш единственный способ входа: сначала добавьте другой',
  },
} satisfies Translation<typeof en>;
