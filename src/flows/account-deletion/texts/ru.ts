import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ru = {
  answers: {
    accountDeleted: 'Ваш аккаунт удалён',
  },
  mails: {
    accountDeleted: {
      subject: 'Ваш аккаунт удалён',
      text: 'Ваш аккаунт и связанные с ним данные удалены. Это наше последнее письмо.',
      advice: 'Если это были не вы, немедленно сообщите об этом владельцу сервиса.',
    },
  },
} satisfies Translation<typeof en>;
