import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ru = {
  answers: {
    secondFactorsReset: 'Вторые факторы пользователя удалены',
    userSessionsRevoked: 'Все сеансы пользователя завершены',
    userSuspended: 'Пользователь заблокирован',
    userReinstated: 'Блокировка пользователя снята',
    userRoleChanged: 'Роль пользователя изменена',
    balanceAdjusted: 'Баланс изменён',
  },
  reasons: {
    ownSecondFactors: 'Нельзя сбросить собственные вторые факторы: попросите другого администратора',
    ownSuspension: 'Нельзя заблокировать собственный аккаунт',
  },
  problems: {
    input: {
      amount: 'Укажите ненулевую сумму, например 12.50 или -12.50',
      future: 'Укажите момент в будущем',
      covered: 'Нельзя списать больше, чем есть на счёте',
      unused: 'Уже обозначает другую операцию',
      idempotencyKey: 'Допустимы буквы, цифры и знаки . _ : -, всего не более {{max}}',
    },
  },
} satisfies Translation<typeof en>;
