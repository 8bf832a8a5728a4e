import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  answers: {
    registered: 'Cadastro realizado com sucesso',
  },
} satisfies Translation<typeof en>;
