import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ru = {
  mails: {
    email: {
      linkAsText: 'Если кнопка не работает, откройте эту ссылку в браузере:',
      support: 'Есть вопросы? Обратитесь в службу поддержки: {{support}}',
    },
    notification: {
      greeting: 'Здравствуйте, {{username}}!',
      resetPassword: 'Сбросить пароль',
    },
    circumstances: {
      time: 'Когда: {{time}}',
      device: 'Устройство: {{device}}',
      address: 'IP-адрес: {{address}}',
      until: 'До: {{time}}',
      codesLeft: 'Неиспользованных кодов восстановления: {{number}}',
    },
    device: {
      browserOn: '{{browser}} на {{system}}',
      appOn: 'приложение на {{system}}',
      unknown: 'неизвестное устройство',
    },
  },
} satisfies Translation<typeof en>;
