import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ru = {
  answers: {
    registered: 'Регистрация выполнена',
  },
} satisfies Translation<typeof en>;
