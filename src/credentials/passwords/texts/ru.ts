import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ru = {
  errors: {
    WEAK_PASSWORD: 'Пароль не отвечает требованиям безопасности',
    INVALID_CREDENTIALS: 'Неверные данные для входа',
  },
  answers: {
    passwordChanged: 'Ваш пароль изменён',
  },
  problems: {
    password: {
      minLength_one: 'Используйте не менее {{count}} символа',
      minLength_few: 'Используйте не менее {{count}} символов',
      minLength_many: 'Используйте не менее {{count}} символов',
      minLength_other: 'Используйте не менее {{count}} символа',
      maxLength_one: 'Используйте не более {{count}} символа',
      maxLength_few: 'Используйте не более {{count}} символов',
      maxLength_many: 'Используйте не более {{count}} символов',
      maxLength_other: 'Используйте не более {{count}} символа',
      requiresUppercase: 'Добавьте заглавную букву',
      requiresLowercase: 'Добавьте строчную букву',
      requiresDigit: 'Добавьте цифру',
      requiresSymbol: 'Добавьте специальный символ',
      wellFormed: 'Используйте корректный текст Unicode',
      containsUsername: 'Не используйте в пароле имя пользователя',
      containsEmail: 'Не используйте в пароле адрес электронной почты',
      common: 'Придумайте менее распространённый пароль',
      tooGuessable: 'Придумайте пароль, который труднее угадать',
    },
  },
} satisfies Translation<typeof en>;
