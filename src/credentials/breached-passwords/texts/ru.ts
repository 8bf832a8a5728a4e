import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ru = {
  problems: {
    password: {
      breached: 'Этот пароль есть в списках украденных паролей; выберите другой',
    },
  },
} satisfies Translation<typeof en>;
