import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ru = {
  errors: {
    PROVIDER_FAILED: 'Провайдер не отвечает должным образом. Повторите попытку позже',
  },
  answers: {
    providerSignInStarted: 'Продолжите на странице провайдера',
    providerLinked: 'Провайдер привязан к вашей учётной записи',
    providerSignInOver: 'Этот вход завершён или уже использован. Вернитесь в приложение и начните заново.',
  },
  problems: {
    input: {
      provider: 'Должно быть идентификатором одного из доступных здесь провайдеров входа',
      returnUrl: 'Должно быть адресом без фрагмента, на который сервису разрешено возвращаться',
    },
  },
} satisfies Translation<typeof en>;
