import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  problems: {
    password: {
      breached: 'Esta contraseña figura en listas de contraseñas robadas; elija otra',
    },
  },
} satisfies Translation<typeof en>;
