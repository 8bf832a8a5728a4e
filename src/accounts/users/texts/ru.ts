import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ru = {
  errors: {
    USERNAME_TAKEN: 'Это имя пользователя уже занято',
    EMAIL_TAKEN: 'Этот адрес электронной почты уже используется',
    ACCOUNT_SUSPENDED: 'Аккаунт заблокирован',
    EMAIL_NOT_VERIFIED:
      'Сначала подтвердите адрес электронной почты: откройте ссылку из отправленного вам письма',
  },
  answers: {
    profileUpdated: 'Ваш профиль обновлён',
  },
  reasons: {
    administratorAccount: 'Это действие с аккаунтом администратора доступно только вошедшему администратору',
    lastAdministrator: 'Должен остаться хотя бы один администратор: сначала назначьте другого',
  },
  problems: {
    input: {
      usernameCharacters: 'Допустимы только буквы, цифры и знак подчёркивания',
      line: 'Укажите одну строку текста, не длиннее {{max}} символов',
      reserved: 'Зарезервировано: выберите другое',
    },
  },
} satisfies Translation<typeof en>;
