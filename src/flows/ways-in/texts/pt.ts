import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  reasons: {
    lastWayIn: 'Esta é a sua única forma de entrar: primeiro adicione outra',
  },
} satisfies Translation<typeof en>;
