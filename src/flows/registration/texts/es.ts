import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  answers: {
    registered: 'Registro correcto',
  },
} satisfies Translation<typeof en>;
