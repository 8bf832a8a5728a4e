import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ru = {
  answers: {
    passwordResetRequested: 'Если этот адрес зарегистрирован, на него отправлена ссылка для сброса пароля',
    passwordReset: 'Ваш пароль сброшен',
    invitationAccepted: 'Ваш аккаунт готов: войдите с новым паролем',
  },
  mails: {
    passwordReset: {
      subject: 'Сброс пароля',
      greeting: 'Здравствуйте, {{username}}!',
      text: 'Кто-то — вероятно, вы — запросил новый пароль для вашего аккаунта {{service}}.',
      action: 'Задать новый пароль',
      expiry_one: 'Ссылка сработает один раз и действует {{count}} минуту.',
      expiry_few: 'Ссылка сработает один раз и действует {{count}} минуты.',
      expiry_many: 'Ссылка сработает один раз и действует {{count}} минут.',
      expiry_other: 'Ссылка сработает один раз и действует {{count}} минуты.',
      ignore: 'Если это были не вы, не обращайте внимания на это письмо: пароль останется прежним.',
    },
  },
} satisfies Translation<typeof en>;
