import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ru = {
  answers: {
    userInvited: 'Приглашение отправлено',
  },
  mails: {
    invitation: {
      subject: 'Приглашение в {{service}}',
      greeting: 'Здравствуйте, {{username}}!',
      text: 'Для вас создан аккаунт {{service}}. Задайте пароль, чтобы пользоваться им. Затем войдите с адресом электронной почты или именем пользователя {{username}}.',
      action: 'Задать пароль',
      expiry_one: 'Ссылка сработает один раз и действует {{count}} день.',
      expiry_few: 'Ссылка сработает один раз и действует {{count}} дня.',
      expiry_many: 'Ссылка сработает один раз и действует {{count}} дней.',
      expiry_other: 'Ссылка сработает один раз и действует {{count}} дня.',
      ignore:
        'Если вы не ждёте приглашения, не обращайте внимания на это письмо: без ссылки никто не сможет пользоваться аккаунтом.',
    },
  },
} satisfies Translation<typeof en>;
