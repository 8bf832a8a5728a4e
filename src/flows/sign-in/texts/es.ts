import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  answers: {
    loggedIn: 'Inicio de sesión correcto',
  },
} satisfies Translation<typeof en>;
