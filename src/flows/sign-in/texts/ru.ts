import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ru = {
  answers: {
    loggedIn: 'Вход выполнен',
  },
} satisfies Translation<typeof en>;
