import type { Translation } from '../../core/texts.js';
import type { en } from './en.js';

export const ru = {
  errors: {
    TOKEN_EXPIRED: 'Срок действия токена истёк',
    TOKEN_INVALID: 'Недействительный токен',
    TOKEN_REUSED: 'Токен уже был использован, его сеанс завершён. Войдите снова',
  },
  answers: {
    logout: 'Выход выполнен',
    logoutEverywhere: 'Вы вышли из аккаунта на всех устройствах',
    sessionRevoked: 'Сеанс завершён',
    otherSessionsRevoked: 'Все остальные сеансы завершены',
    tokenRefreshed: 'Токен обновлён',
  },
} satisfies Translation<typeof en>;
