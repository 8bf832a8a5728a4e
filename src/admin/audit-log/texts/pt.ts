import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  problems: {
    input: {
      maxTypes_one: 'Deve ter no máximo {{count}} tipo',
      maxTypes_many: 'Deve ter no máximo {{count}} de tipos',
      maxTypes_other: 'Deve ter no máximo {{count}} tipos',
      userId: 'Deve ser o ID de um usuário',
    },
  },
} satisfies Translation<typeof en>;
