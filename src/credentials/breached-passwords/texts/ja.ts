import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  problems: {
    password: {
      breached: 'このパスワードは流出したパスワードの一覧に含まれています。別のパスワードにしてください',
    },
  },
} satisfies Translation<typeof en>;
