import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ru = {
  answers: {
    accountDeleted: 'Ваш аккаунт удалён',
  },
  mails: {
    accountDeleted: {
      subject: 'Ваш аккаунт удалён',
      text: 'Ваш аккаунт {{service}} удалён вместе с сеансами, устройствами и ссылками. Остаётся только журнал событий и операций с балансом — без вашего имени, адреса электронной почты и IP-адресов. Это наше последнее письмо.',
      advice:
        'Если это были не вы, немедленно сообщите об этом владельцу сервиса {{service}}. Удалённый аккаунт восстановить нельзя.',
    },
  },
} satisfies Translation<typeof en>;
