import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ru = {
  answers: {
    emailVerificationRequested: 'Ссылка для подтверждения отправлена на ваш адрес электронной почты',
    emailVerified: 'Ваш адрес электронной почты подтверждён',
  },
  mails: {
    emailVerification: {
      subject: 'Подтвердите адрес электронной почты',
      greeting: 'Здравствуйте, {{username}}!',
      text: 'Пожалуйста, подтвердите, что этот адрес относится к вашему аккаунту {{service}}.',
      action: 'Подтвердить адрес',
      expiry_one: 'Ссылка действует {{count}} час.',
      expiry_few: 'Ссылка действует {{count}} часа.',
      expiry_many: 'Ссылка действует {{count}} часов.',
      expiry_other: 'Ссылка действует {{count}} часа.',
      ignore:
        'Если вы не создавали этот аккаунт {{service}}, возможно, кто-то другой зарегистрировался с вашим адресом. Не открывайте ссылку выше, откройте эту:',
      disown: 'Я не создавал этот аккаунт',
    },
  },
} satisfies Translation<typeof en>;
