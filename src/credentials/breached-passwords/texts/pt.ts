import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  problems: {
    password: {
      breached: 'Esta senha consta em listas de senhas roubadas; escolha outra',
    },
  },
} satisfies Translation<typeof en>;
