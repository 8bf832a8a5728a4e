import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ru = {
  errors: {
    MFA_REQUIRED: 'Для входа нужен второй фактор',
    INVALID_CODE: 'Код неверен или уже использован',
  },
  answers: {
    loggedIn: 'Вход выполнен',
  },
} satisfies Translation<typeof en>;
