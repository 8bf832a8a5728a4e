import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  problems: {
    input: {
      maxTypes_one: 'Deve avere al massimo {{count}} tipo',
      maxTypes_many: 'Deve avere al massimo {{count}} di tipi',
      maxTypes_other: 'Deve avere al massimo {{count}} tipi',
      userId: 'Deve essere l’ID di un utente',
    },
  },
} satisfies Translation<typeof en>;
