import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ru = {
  errors: {
    BAD_USER_INPUT: 'Введены некорректные данные',
    UNAUTHENTICATED: 'Необходимо войти в аккаунт',
    FORBIDDEN: 'У вас нет прав на это действие',
    STEP_UP_REQUIRED: 'Подтвердите, что это вы, и попробуйте ещё раз',
    NOT_FOUND: 'Не найдено',
    SERVER_BUSY: 'Сервер перегружен, повторите попытку чуть позже',
    SERVICE_UNAVAILABLE: 'Сервис временно недоступен, повторите попытку чуть позже',
    INTERNAL_SERVER_ERROR: 'Произошла непредвиденная ошибка, повторите попытку позже',
  },
  problems: {
    input: {
      required: 'Обязательное поле',
      type: 'Не соответствует типу {{type}}',
      unknown: 'Содержит поле, которого нет в типе {{type}}',
      invalid: 'Недопустимое значение',
      email: 'Укажите адрес электронной почты',
      languageTag: 'Укажите код языка по BCP 47',
      length_one: 'Длина — от {{min}} до {{count}} символа',
      length_few: 'Длина — от {{min}} до {{count}} символов',
      length_many: 'Длина — от {{min}} до {{count}} символов',
      length_other: 'Длина — от {{min}} до {{count}} символа',
      maxLength_one: 'Длина — не более {{count}} символа',
      maxLength_few: 'Длина — не более {{count}} символов',
      maxLength_many: 'Длина — не более {{count}} символов',
      maxLength_other: 'Длина — не более {{count}} символа',
      range: 'Укажите число от {{min}} до {{max}}',
      cursor: 'Укажите значение `endCursor` или `startCursor`',
      oneDirection: 'Нельзя указывать вместе с `first`',
    },
  },
} satisfies Translation<typeof en>;
