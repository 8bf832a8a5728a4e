import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  answers: {
    loggedIn: 'Login realizado com sucesso',
  },
} satisfies Translation<typeof en>;
