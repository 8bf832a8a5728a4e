import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  problems: {
    input: {
      maxTypes_one: 'Debe tener {{count}} tipo como máximo',
      maxTypes_many: 'Debe tener {{count}} de tipos como máximo',
      maxTypes_other: 'Debe tener {{count}} tipos como máximo',
      userId: 'Debe ser el identificador de un usuario',
    },
  },
} satisfies Translation<typeof en>;
